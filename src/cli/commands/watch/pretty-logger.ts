import { styleText } from 'node:util';
import type { Logger } from '../../../engine/options/wait-options.js';
import { escapeControlChars } from '../../../engine/util/escape-control-chars.js';
import { wallClock } from '../../../engine/util/clock.js';
import { LOG_LEVELS, type LogLevel } from '../../flags/output-format.js';

/** The destination of human-readable lines. */
export interface LineWriter {
  readonly write: (line: string) => void;
  readonly colour: boolean;
}

/** A logger that writes human-readable lines: `HH:MM:SS level message key=value`. */
export function prettyLogger(least: LogLevel, { write, colour }: LineWriter): Logger {
  const writer = (level: keyof Logger) => {
    if (LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(least)) return () => {};
    return (fields: object, message: string) => {
      write(prettyLine({ at: wallClock(), level, message, fields }, colour));
    };
  };
  return {
    debug: writer('debug'),
    info: writer('info'),
    warn: writer('warn'),
    error: writer('error'),
  };
}

/** A log entry. */
export interface LogEntry {
  readonly at: Date;
  readonly level: keyof Logger;
  readonly message: string;
  readonly fields: object;
}

const COLOURS = { debug: 'dim', info: 'green', warn: 'yellow', error: 'red' } as const;

/** The line of an entry, with the local time of day, escaped for terminals. */
export function prettyLine({ at, level, message, fields }: LogEntry, colour: boolean): string {
  // The caller knows whether the stream supports colours.
  const paint = (style: 'dim' | 'green' | 'yellow' | 'red', text: string) =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const words = [
    paint('dim', at.toTimeString().slice(0, 8)),
    paint(COLOURS[level], level.padEnd(5)),
    escapeControlChars(message),
    ...Object.entries(fields)
      // The message implies the type.
      .filter(([name]) => name !== 'type')
      .map(([name, value]) => `${paint('dim', `${escapeControlChars(name)}=`)}${valueText(value)}`),
  ];
  return words.join(' ');
}

/** The text of a value, quoted if its end would be ambiguous. */
function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueText).join(',');
  const text = escapeControlChars(
    typeof value === 'string' ? value : (JSON.stringify(value) ?? ''),
  );
  return /^[^\s"=,]+$/.test(text) ? text : JSON.stringify(text);
}
