/** The pause after the first attempt. */
const BASE_MS = 1_000;

/** So long after it is well again a sink may have to wait. */
const LONGEST_MS = 300_000;

/** A sink that asks for more is asked again all the same: its clock may be wrong. */
const LONGEST_HINT_MS = 3_600_000;

/** So long an event is tried at least, however old it is: after a restart a sink may only be starting. */
const LEAST_TRIAL_MS = 3_600_000;

/**
 * How long until an event is offered to a sink again. Doubles from 1 s to 5 min, with jitter of up to
 * a half. Pure.
 *
 * @param attempts how many have failed, from 1
 * @param random a number from 0 to 1
 */
export function retryDelayMs(attempts: number, random: number): number {
  const grown = Math.min(LONGEST_MS, BASE_MS * 2 ** Math.min(attempts - 1, 20));
  return grown * (1 - random / 2);
}

/** The pause that a sink asked for, as far as it is obeyed: up to an hour. Pure. */
export function pauseAskedForMs(retryAfterMs = 0): number {
  return retryAfterMs > 0 ? Math.min(retryAfterMs, LONGEST_HINT_MS) : 0;
}

/**
 * Whether a sink has had its time with an event. Pure.
 *
 * @param ageMs since the event was noticed, by the wall clock, which may have been set meanwhile
 * @param triedForMs since it was first offered in this process, or the sink began to take nothing, by
 *   the monotonic clock
 */
export function isGivenUp(ageMs: number, triedForMs: number, maxDeliveryAgeMs: number): boolean {
  return ageMs >= maxDeliveryAgeMs && triedForMs >= Math.min(maxDeliveryAgeMs, LEAST_TRIAL_MS);
}
