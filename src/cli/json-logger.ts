import type { Logger } from '../engine/options/wait-options.js';
import type { LogLevel } from './flags/output-format.js';

/** A logger that writes JSON lines; `undefined` for `silent`, which does not load pino. */
export async function jsonLogger(
  level: LogLevel,
  stream: { write(line: string): unknown },
): Promise<Logger | undefined> {
  if (level === 'silent') return undefined;
  const { pino } = await import('pino');
  const logger: Logger = pino({ level }, { write: (line) => void stream.write(line) });
  return logger;
}
