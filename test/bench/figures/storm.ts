import type { RunRecord } from '../world/run.js';
import type { Storm } from '../world/scenario.js';
import { mean, sum } from './statistics.js';

/** How soon after a storm the delay is to be normal again. */
const RECOVERY_MS = 10_000;

/** What a storm did. */
export interface StormFigures {
  /** Own calls throttled while it lasted, a run. */
  readonly throttledCalls: number;
  /** Own calls while it lasted, a run. */
  readonly calls: number;
  /** Mean delay of the requests that ended before it, in it, within 10 s after it, and later. */
  readonly delayMs: {
    readonly before: number;
    readonly during: number;
    readonly just: number;
    readonly after: number;
  };
}

export function stormFigures(storm: Storm, runs: readonly RunRecord[]): StormFigures {
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
