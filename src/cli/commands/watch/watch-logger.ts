import type { Logger } from '../../../engine/options/wait-options.js';
import { jsonLogger } from '../../json-logger.js';
import type { Terminal } from '../../terminal/terminal.js';
import type { WatchPlan } from './watch-plan.js';
import { prettyLogger } from './pretty-logger.js';

/** The logger of a plan, on standard error. */
export async function loggerOf(
  { level, pretty }: WatchPlan['log'],
  { err, errColour, errStream }: Pick<Terminal, 'err' | 'errColour' | 'errStream'>,
): Promise<Logger> {
  const lines = prettyLogger(level, { write: err, colour: errColour });
  return pretty ? lines : ((await jsonLogger(level, errStream)) ?? lines);
}
