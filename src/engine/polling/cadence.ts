/** Between which pauses a request is looked at. */
export interface CadenceBounds {
  readonly minDelayMs: number;
  readonly maxDelayMs: number;
}

/** The pause while most requests are still expected to end. */
const BASE_MS = 1_000;

/** The shortest pause where looks are shared: a call a second by each group is little of the rate. */
const SHARED_BASE_MS = 900;

/** Until this age the pause stays; after it, it grows. */
const STEADY_MS = 25_000;

/**
 * How the pause grows with age. With durations that are anybody's guess, the chance that a request
 * ends in the next second falls with its age, and the best density of looks with the root of that
 * chance (Keller, 1974); a little more than the root trades delay for calls on the long ones.
 */
const GROWTH = 0.8;

/** Requests of several processes started together must not be looked at together for ever. */
const JITTER = 0.1;

/**
 * How long until the next look at a request. A look that answers for several comes as much sooner, so
 * that each costs no more calls than it would alone.
 *
 * @param ageMs since the request was first known, in milliseconds
 * @param bounds the shortest and longest pause
 * @param random a number from 0 to 1
 * @param shared how many requests the look is likely to answer for
 * @returns milliseconds, within the bounds
 */
export function nextDelayMs(
  ageMs: number,
  bounds: CadenceBounds,
  random: number,
  shared = 1,
): number {
  const aloneMs = BASE_MS * Math.max(1, ageMs / STEADY_MS) ** GROWTH;
  const pauseMs = shared > 1 ? Math.max(SHARED_BASE_MS, aloneMs / shared) : aloneMs;
  const jittered = pauseMs * (1 + JITTER * (2 * random - 1));
  return Math.min(bounds.maxDelayMs, Math.max(bounds.minDelayMs, jittered));
}

/** The pause after `failures` looks in a row that told nothing; doubles each time, within bounds. */
export function delayAfterFailuresMs(failures: number, bounds: CadenceBounds): number {
  const doubled = BASE_MS * 2 ** Math.min(Math.max(failures - 1, 0), 10);
  return Math.min(bounds.maxDelayMs, Math.max(bounds.minDelayMs, doubled));
}
