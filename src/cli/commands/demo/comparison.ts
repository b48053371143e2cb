/** The duration and the detection delay of a request, in milliseconds. */
export interface Timing {
  readonly durationMs: number;
  readonly delayMs: number;
}

/** What a describe-per-request loop would have cost. */
export interface LoopCost {
  readonly calls: number;
  /** How long after a request's end the loop notices, on average. */
  readonly delayMs: number;
}

/**
 * The cost of the loop that people write: describe each request at once and then every
 * `intervalMs`, until it has ended. Throttling and failed calls would come on top.
 */
export function loopCost(timings: readonly Timing[], intervalMs: number): LoopCost {
  const polls = timings.map(({ durationMs }) => Math.ceil(durationMs / intervalMs));
  const delays = timings.map(
    ({ durationMs }, index) => (polls[index] ?? 0) * intervalMs - durationMs,
  );
  return { calls: sum(polls) + timings.length, delayMs: mean(delays) };
}

/** The average; 0 of nothing. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
