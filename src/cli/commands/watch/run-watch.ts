import { formatDuration } from '../../../engine/util/format-duration.js';
import { DEFAULT_WATCHER_OPTIONS } from '../../../watcher/watcher-options.js';
import type { MachineContext } from '../../context.js';
import { EXIT } from '../../exit-code.js';
import { hangupsOf } from './hangups.js';
import { begin, prepare, serveOf, type LiveWatcher, type LiveWatcherDeps } from './live-watcher.js';
import type { WatchPlan } from './watch-plan.js';
import { reload } from './reload.js';

/** What a watch is run with. */
export interface WatchRun extends LiveWatcherDeps {
  readonly plan: WatchPlan;
  /** Makes a plan of what flags, config file and environment say by then. */
  readonly load: () => Promise<WatchPlan>;
  /** Whether reading them again can tell anything new. */
  readonly hasConfig: boolean;
}

/**
 * Watches until it is interrupted, and reads the configuration again at each hangup.
 *
 * @returns 0 after a signal; else what the interruption says
 * @throws whatever keeps it from starting or from saving its state
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
      else live.logger.info({}, 'SIGHUP: there is no --config to read again');
    }
    tellStopping(live, signal);
    // Where nobody reads, nothing can be finished: it is delivered after the next start.
    const isClosed = interruption.exitCode === EXIT.outputClosed;
    await live.end(isClosed ? { drainTimeoutMs: 0 } : {});
  } finally {
    hangups.release();
  }
  const code = interruption.exitCode ?? EXIT.ok;
  // A signal is how it is meant to end.
  return code === EXIT.interrupted || code === EXIT.terminated ? EXIT.ok : code;
}

function tellStopping({ plan, logger }: LiveWatcher, { reason }: AbortSignal): void {
  const settledWithin = formatDuration(
    plan.drainTimeoutMs ?? DEFAULT_WATCHER_OPTIONS.drainTimeoutMs,
  );
  const why = reason instanceof Error ? reason.message : String(reason);
  logger.info({ reason: why }, `stopping, finishing deliveries for at most ${settledWithin}`);
}
