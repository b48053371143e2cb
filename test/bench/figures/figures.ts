import type { RunRecord } from '../world/run.js';
import type { Scenario } from '../world/scenario.js';
import { mean, percentile, share, sum } from './statistics.js';
import { stormFigures, type StormFigures } from './storm.js';

/** A distribution, in milliseconds. */
export interface Spread {
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

/** What came of a strategy in a scenario, over all its requests of all seeds. */
export interface Figures {
  /** From the request's true end to the strategy knowing that it ended as it did. */
  readonly delayMs: Spread;
  /** Calls as the service counts them: repetitions, throttled or not, are calls. */
  readonly callsPerRequest: number;
  /** Calls a second, from the first start to the end of the last wait. */
  readonly callsPerSecond: number;
  /** Part of the strategy's own calls that was throttled. */
  readonly throttledShare: number;
  /** Part of the others' calls that was throttled; only where the others are real calls. */
  readonly rivalsThrottledShare?: number;
  /** Time from the first start to the end of the last wait, as a multiple of the limit's. */
  readonly finishRatio?: number;
  readonly finishMs: number;
  /** Waits that ended without knowing how the request did, although it had ended. */
  readonly failedWaits: number;
  /** Ends that were reported and were not so. */
  readonly wrong: number;
  readonly requests: number;
  readonly storm?: StormFigures;
}

/** @param ofLimit the limit's runs with the same seeds, in the same order */
export function figuresOf(
  { storm }: Scenario,
  runs: readonly RunRecord[],
  ofLimit: readonly RunRecord[] | undefined,
): Figures {
  const waits = runs.flatMap((run) => run.waits);
  const calls = sum(runs.map((run) => run.own.calls));
  const throttled = sum(runs.map((run) => run.own.throttled));
  const rivalCalls = sum(runs.map((run) => run.rivals.calls));
  const rivalsThrottled = sum(runs.map((run) => run.rivals.throttled));
  const finishes = runs.map((run) => run.finishedAtMs);
  const delays = waits.flatMap(({ delayMs }) => delayMs ?? []);
  const ratios = finishes.flatMap((finish, index) => {
    const best = ofLimit?.[index]?.finishedAtMs;
    return best === undefined ? [] : finish / best;
  });
  return {
    delayMs: spread(delays),
    callsPerRequest: rounded(share(calls, waits.length)),
    callsPerSecond: rounded(share(calls, sum(finishes) / 1000)),
    throttledShare: rounded(share(throttled, calls)),
    ...(rivalCalls === 0
      ? {}
      : { rivalsThrottledShare: rounded(share(rivalsThrottled, rivalCalls)) }),
    ...(ratios.length === 0 ? {} : { finishRatio: rounded(mean(ratios)) }),
    finishMs: rounded(mean(finishes)),
    failedWaits: waits.length - delays.length,
    wrong: sum(runs.map((run) => run.wrong)),
    requests: waits.length,
    ...(storm === undefined ? {} : { storm: stormFigures(storm, runs) }),
  };
}

/** Rounded, so that figures can be compared and read. */
function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

function spread(values: readonly number[]): Spread {
  return {
    mean: rounded(mean(values)),
    p50: rounded(percentile(values, 0.5)),
    p95: rounded(percentile(values, 0.95)),
    max: rounded(percentile(values, 1)),
  };
}
