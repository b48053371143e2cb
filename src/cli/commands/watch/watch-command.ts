import type { Logger } from '../../../engine/options/wait-options.js';
import { defaultStateFolder } from '../../config/state-folder.js';
import type { MachineContext } from '../../context.js';
import { jsonLogger } from '../../json-logger.js';
import type { Terminal } from '../../terminal/terminal.js';
import type { WatchCommand } from './watch-flags.js';
import type { WatchPlan } from './watch-plan.js';
import { loadPlan } from './load-plan.js';
import { prettyLogger } from './pretty-logger.js';
import { runWatch } from './run-watch.js';

/** Watches until it is interrupted. Resolves to the exit code. */
export async function watch(command: WatchCommand, context: MachineContext): Promise<number> {
  const env = { env: context.env, stateFolder: defaultStateFolder(context) };
  const load = () => loadPlan(command, env);
  // Usage errors are reported before the SDK is loaded, which takes a while.
  const plan = await load();
  const { partsOf } = await import('./parts.js');
  return runWatch(
    {
      plan,
      load,
      hasConfig: command.config !== undefined,
      parts: partsOf(context),
      loggerOf: (log) => loggerOf(log, context.terminal),
    },
    context,
  );
}

/** The logger of a plan, on standard error. */
async function loggerOf(
  { level, pretty }: WatchPlan['log'],
  { err, errColour, errStream }: Pick<Terminal, 'err' | 'errColour' | 'errStream'>,
): Promise<Logger> {
  const lines = prettyLogger(level, { write: err, colour: errColour });
  return pretty ? lines : ((await jsonLogger(level, errStream)) ?? lines);
}
