/**
 * The rate at which calls may be made, as a pure function of when it was last cut.
 *
 * After a cut the rate follows a cubic curve: it climbs back quickly, lingers around the rate at
 * which it was throttled, and then probes ever faster for more. It needs no feedback but throttles,
 * and its memory is two numbers.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9438 CUBIC, where the curve comes from
 */
export interface RateState {
  readonly ceiling: number;
  /** The last cut: when, in milliseconds; what it left; and the rate around which to linger. */
  readonly cut?: { readonly atMs: number; readonly left: number; readonly plateau: number };
}

/** What a cut leaves of the rate. */
const BETA = 0.5;

/** Steepness, in calls/s per s³: from any cut, 10 calls a second are back within 10 s. */
const STEEPNESS = 0.04;

/** One call in two seconds still finds out when the service has room again. */
const FLOOR = 0.5;

/** The rate now, in calls a second. */
export function rateAt({ ceiling, cut }: RateState, nowMs: number): number {
  if (cut === undefined) return ceiling;
  const plateauAtS = Math.cbrt((cut.plateau - cut.left) / STEEPNESS);
  const sinceCutS = Math.max(0, nowMs - cut.atMs) / 1000;
  const rate = STEEPNESS * (sinceCutS - plateauAtS) ** 3 + cut.plateau;
  return Math.min(ceiling, Math.max(rate, FLOOR));
}

/**
 * The state after a call was throttled. Where there is less room than the last time, the plateau is
 * put below the rate at hand (RFC 9438, fast convergence).
 */
export function cutRate(state: RateState, nowMs: number): RateState {
  const rate = rateAt(state, nowMs);
  const shrinking = rate < (state.cut?.plateau ?? 0);
  return {
    ceiling: state.ceiling,
    cut: { atMs: nowMs, left: rate * BETA, plateau: shrinking ? (rate * (1 + BETA)) / 2 : rate },
  };
}
