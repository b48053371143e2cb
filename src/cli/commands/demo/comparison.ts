/** How long a request took, and how long after its end that was noticed, in milliseconds. */
export interface Timing {
  readonly durationMs: number;
  readonly noticedAfterMs: number;
}

/** What a describe-per-request loop would have cost. */
export interface LoopCost {
  readonly calls: number;
  /** How long after a request's end the loop notices, on average. */
  readonly noticedAfterMs: number;
}

/**
 * The cost of the loop that people write: describe each request at once and then every
 * `intervalMs`, until it has ended. Throttling and failed calls would come on top.
 */
export function loopCost(timings: readonly Timing[], intervalMs: number): LoopCost {
  const looks = timings.map(({ durationMs }) => Math.ceil(durationMs / intervalMs));
  const delays = timings.map(
    ({ durationMs }, index) => (looks[index] ?? 0) * intervalMs - durationMs,
  );
  return { calls: sum(looks) + timings.length, noticedAfterMs: mean(delays) };
}

/** The average; 0 of nothing. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
