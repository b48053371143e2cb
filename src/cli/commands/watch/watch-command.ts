import { defaultStateFolder } from '../../config/state-folder.js';
import type { MachineContext } from '../../context.js';
import type { WatchCommand } from './watch-flags.js';
import { loadPlan } from './load-plan.js';
import { loggerOf } from './watch-logger.js';
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
