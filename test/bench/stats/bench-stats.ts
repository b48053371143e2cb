import type { RunRecord } from '../world/run.js';
import type { Scenario } from '../world/scenario.js';
import { mean, percentile, share, sum } from './statistics.js';
import { stormStats, type StormStats } from './storm.js';

/** A distribution, in milliseconds. */
export interface Spread {
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

/** The results of a strategy in a scenario, over all requests of all seeds. */
export interface BenchStats {
  /** From the end of a request until the strategy has detected it. */
  readonly delayMs: Spread;
  /** Calls that the service received, including retries and throttled calls. */
  readonly callsPerRequest: number;
  /** Calls a second, from the first start to the end of the last wait. */
  readonly callsPerSecond: number;
  /** The share of the strategy's calls that was throttled. */
  readonly throttledShare: number;
  /** The share of other callers' calls that was throttled; absent if these are not real calls. */
  readonly rivalsThrottledShare?: number;
  /** Time from the first start to the end of the last wait, as a multiple of the limit's. */
  readonly finishRatio?: number;
  readonly finishMs: number;
  /** Waits that ended without a result. */
  readonly failedWaits: number;
  /** Results that were reported and are false. */
  readonly wrong: number;
  readonly requests: number;
  readonly storm?: StormStats;
}

/** @param ofLimit the runs of the limit with the same seeds, in the same order */
export function statsOf(
  { storm }: Scenario,
  runs: readonly RunRecord[],
  ofLimit: readonly RunRecord[] | undefined,
): BenchStats {
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
    ...(storm === undefined ? {} : { storm: stormStats(storm, runs) }),
  };
}

/** Rounds to four decimals, so that results are stable and readable. */
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
