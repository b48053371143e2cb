/** The bounds of the pause between two polls of a request. */
export interface CadenceBounds {
  readonly minDelayMs: number;
  readonly maxDelayMs: number;
}

/** The pause of a request that is polled alone, as a multiple of the shortest one. */
const ALONE = 1.25;

/** The pause when a poll covers several requests. Jitter does not take it below the bound. */
const SHARED = 1.125;

/** The first pause after a failure. */
const FIRST_RETRY_MS = 1_000;

/** The pause is constant until this age, and then grows. */
const STEADY_MS = 25_000;

/**
 * The exponent of the pause's growth with age. If durations are unknown, the probability that a request
 * ends in the next second is inversely proportional to its age, and the optimal pause is proportional to
 * the root of the age (Keller, 1974). A larger exponent saves calls on long requests, and delays results.
 */
const GROWTH = 0.8;

/** Keeps processes that started together from polling together. */
const JITTER = 0.1;

/**
 * The pause until the next poll of a request. The pause is divided by the number of requests that a poll
 * covers, so that each request costs no more calls than alone.
 *
 * @param ageMs since the request was first known, in milliseconds
 * @param bounds the shortest and longest pause
 * @param random a number from 0 to 1
 * @param shared how many requests the poll is likely to cover
 * @returns milliseconds, within the bounds
 */
export function nextDelayMs(
  ageMs: number,
  bounds: CadenceBounds,
  random: number,
  shared = 1,
): number {
  const { minDelayMs, maxDelayMs } = bounds;
  const aloneMs = ALONE * minDelayMs * Math.max(1, ageMs / STEADY_MS) ** GROWTH;
  const pauseMs = shared > 1 ? Math.max(SHARED * minDelayMs, aloneMs / shared) : aloneMs;
  const jittered = pauseMs * (1 + JITTER * (2 * random - 1));
  return Math.min(maxDelayMs, Math.max(minDelayMs, jittered));
}

/** The pause after `failures` failed polls in a row: 1 s, doubled each time, within the bounds. */
export function delayAfterFailuresMs(failures: number, bounds: CadenceBounds): number {
  const doubled = FIRST_RETRY_MS * 2 ** Math.min(Math.max(failures - 1, 0), 10);
  return Math.min(bounds.maxDelayMs, Math.max(bounds.minDelayMs, doubled));
}
