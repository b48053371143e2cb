import type { RunRecord } from '../world/run.js';
import type { Storm } from '../world/scenario.js';
import { mean, sum } from './statistics.js';

/** The delay should be normal again within this time after a storm. */
const RECOVERY_MS = 10_000;

/** The effects of a storm. */
export interface StormStats {
  /** Own throttled calls during the storm, per run. */
  readonly throttledCalls: number;
  /** Own calls during the storm, per run. */
  readonly calls: number;
  /** Mean delay of the requests that ended before the storm, during it, within 10 s after it, and later. */
  readonly delayMs: {
    readonly before: number;
    readonly during: number;
    readonly just: number;
    readonly after: number;
  };
}

export function stormStats(storm: Storm, runs: readonly RunRecord[]): StormStats {
  const waits = runs.flatMap((run) => run.waits);
  const meanDelay = (fromMs: number, untilMs: number) =>
    Math.round(
      mean(
        waits
          .filter(({ endedAtMs }) => endedAtMs >= fromMs && endedAtMs < untilMs)
          .flatMap(({ delayMs }) => delayMs ?? []),
      ),
    );
  const { fromMs, untilMs } = storm;
  return {
    throttledCalls: sum(runs.map((run) => run.stormy.throttled)) / runs.length,
    calls: sum(runs.map((run) => run.stormy.calls)) / runs.length,
    delayMs: {
      before: meanDelay(0, fromMs),
      during: meanDelay(fromMs, untilMs),
      just: meanDelay(untilMs, untilMs + RECOVERY_MS),
      after: meanDelay(untilMs + RECOVERY_MS, Infinity),
    },
  };
}
