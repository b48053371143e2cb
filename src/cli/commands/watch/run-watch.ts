import { formatDuration } from '../../../engine/util/format-duration.js';
import { DEFAULT_WATCHER_OPTIONS } from '../../../watcher/watcher-options.js';
import type { MachineContext } from '../../context.js';
import { EXIT } from '../../exit-code.js';
import { hangupsOf } from './hangups.js';
import { begin, prepare, serveOf, type LiveWatcher, type LiveWatcherDeps } from './live-watcher.js';
import type { WatchPlan } from './watch-plan.js';
import { reload } from './reload.js';

export interface WatchRun extends LiveWatcherDeps {
  readonly plan: WatchPlan;
  /** Creates a plan from the flags, and the current config file and environment. */
  readonly load: () => Promise<WatchPlan>;
  /** Whether a reload can change anything. */
  readonly hasConfig: boolean;
}

/**
 * Watches until it is interrupted, and reloads the configuration at each SIGHUP.
 *
 * @returns 0 after a signal; else the exit code of the interruption
 * @throws the error of the start, or of saving the state
 */
export async function runWatch(
  run: WatchRun,
  { interruption, onHangup }: Pick<MachineContext, 'interruption' | 'onHangup'>,
): Promise<number> {
  const { signal } = interruption;
  const hangups = hangupsOf(onHangup, signal);
  try {
    const prepared = await prepare(run.plan, run);
    let live = await begin(prepared, await serveOf(prepared, run), signal);
    while (await hangups.next()) {
      if (run.hasConfig) live = await reload(live, run.load, run, signal);
      else live.logger.info({}, 'SIGHUP: there is no --config to reload');
    }
    logStopping(live, signal);
    // Nothing can be delivered without a reader. Pending events are delivered after the next start.
    const isClosed = interruption.exitCode === EXIT.outputClosed;
    await live.end(isClosed ? { drainTimeoutMs: 0 } : {});
  } finally {
    hangups.release();
  }
  const code = interruption.exitCode ?? EXIT.ok;
  // A signal is the normal way to stop a watcher.
  return code === EXIT.interrupted || code === EXIT.terminated ? EXIT.ok : code;
}

function logStopping({ plan, logger }: LiveWatcher, { reason }: AbortSignal): void {
  const limit = formatDuration(
    plan.watcher.drainTimeoutMs ?? DEFAULT_WATCHER_OPTIONS.drainTimeoutMs,
  );
  const why = reason instanceof Error ? reason.message : String(reason);
  logger.info({ reason: why }, `stopping, finishing deliveries for at most ${limit}`);
}
