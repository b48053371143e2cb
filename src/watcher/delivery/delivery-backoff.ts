/** The pause after the first attempt. */
const BASE_MS = 1_000;

/** The longest pause, and so the longest delay after a sink has recovered. */
const MAX_DELAY_MS = 300_000;

/** Longer hints are reduced to this, because the sink's clock may be wrong. */
const MAX_HINT_MS = 3_600_000;

/** An event is retried at least this long, however old it is, because a sink may be starting too. */
const MIN_RETRY_MS = 3_600_000;

/**
 * The pause until a failed delivery is retried. Doubles from 1 s to 5 min, with jitter of up to a half.
 * Pure.
 *
 * @param attempts how many have failed, from 1
 * @param random a number from 0 to 1
 */
export function retryDelayMs(attempts: number, random: number): number {
  const grown = Math.min(MAX_DELAY_MS, BASE_MS * 2 ** Math.min(attempts - 1, 20));
  return grown * (1 - random / 2);
}

/** The pause that a sink requested, at most an hour. Pure. */
export function hintDelayMs(retryAfterMs = 0): number {
  return retryAfterMs > 0 ? Math.min(retryAfterMs, MAX_HINT_MS) : 0;
}

/**
 * Whether to stop retrying an event. Pure.
 *
 * @param ageMs since the event was emitted, by the wall clock, which may have been set meanwhile
 * @param triedForMs since the first attempt of this process, or since the sink began to fail, by the
 *   monotonic clock
 */
export function isExpired(ageMs: number, triedForMs: number, maxDeliveryAgeMs: number): boolean {
  return ageMs >= maxDeliveryAgeMs && triedForMs >= Math.min(maxDeliveryAgeMs, MIN_RETRY_MS);
}
