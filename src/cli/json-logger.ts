import type { Logger } from '../engine/options/wait-options.js';
import type { LogLevel } from './flags/output-format.js';

/** A logger that writes JSON to standard error; `undefined` for `silent`. pino is loaded for it. */
export async function jsonLogger(level: LogLevel): Promise<Logger | undefined> {
  if (level === 'silent') return undefined;
  const { pino } = await import('pino');
  // Written at once, so that nothing is lost when the process ends.
  const logger: Logger = pino({ level }, pino.destination({ dest: 2, sync: true }));
  return logger;
}
