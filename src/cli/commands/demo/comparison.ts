/** The duration and the detection delay of a request, in milliseconds. */
export interface Timing {
  readonly durationMs: number;
  readonly delayMs: number;
}

/** The cost of a loop that describes each request. */
export interface LoopCost {
  readonly calls: number;
  /** Mean detection delay of the loop. */
  readonly delayMs: number;
}

/**
 * The cost of the usual loop in scripts: describe each request at once and then every `intervalMs`, until it
 * has ended. Throttled and failed calls are not included.
 */
export function loopCost(timings: readonly Timing[], intervalMs: number): LoopCost {
  const polls = timings.map(({ durationMs }) => Math.ceil(durationMs / intervalMs));
  const delays = timings.map(
    ({ durationMs }, index) => (polls[index] ?? 0) * intervalMs - durationMs,
  );
  return { calls: sum(polls) + timings.length, delayMs: mean(delays) };
}

/** The average; 0 if there are no values. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
