import { now, startTimer } from '../util/clock.js';
import { onAbort } from '../util/abortable.js';

/** The burst after a pause, in seconds of calls at the current rate. */
const BURST_SECONDS = 0.5;

interface QueuedCall {
  readonly send: () => void;
}

/**
 * The rate limiter that all calls on one client share: a token bucket whose rate has a ceiling, is cut when a
 * call is throttled, and recovers.
 *
 * In any window of `s` seconds it admits at most `ceiling × s + burst` calls. The burst is half a second of
 * calls at the ceiling, and at least one call.
 */
export class RateLimiter {
  #rate: RateState;
  #tokens: number;
  #filledAtMs = now();
  #blockedUntilMs = 0;
  #queue: QueuedCall[] = [];
  #cancelTimer: (() => void) | undefined;

  /** @param ceiling calls a second */
  constructor(ceiling: number) {
    this.#rate = { ceiling };
    this.#tokens = this.#burst();
  }

  /** The current rate, in calls a second. */
  get ratePerSecond(): number {
    return rateAt(this.#rate, now());
  }

  get ceilingPerSecond(): number {
    return this.#rate.ceiling;
  }

  set ceilingPerSecond(ceiling: number) {
    this.#refill();
    this.#rate = { ...this.#rate, ceiling };
    this.#tokens = Math.min(this.#tokens, this.#burst());
    this.#serve();
  }

  /**
   * Resolves when the call can be sent, with the time of sending, which `throttled` needs. Calls are served in
   * order, urgent ones first. Rejects with the signal's reason when aborted, and then takes no token.
   */
  acquire(signal: AbortSignal, urgent = false): Promise<number> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const release = onAbort(signal, () => {
        this.#queue = this.#queue.filter((each) => each !== call);
        this.#serve();
        reject(signal.reason);
      });
      const call: QueuedCall = {
        send: () => {
          release();
          resolve(now());
        },
      };
      if (urgent) this.#queue.unshift(call);
      else this.#queue.push(call);
      this.#serve();
    });
  }

  /**
   * A call that was sent at `sentAtMs` was throttled. Calls that were sent before the last cut do not cut the
   * rate again, because they were sent at the old rate.
   *
   * @returns whether the rate was cut
   */
  throttled(sentAtMs: number, retryAfterMs = 0): boolean {
    const nowMs = now();
    this.#blockedUntilMs = Math.max(this.#blockedUntilMs, nowMs + retryAfterMs);
    const cuts = sentAtMs > (this.#rate.cut?.atMs ?? -Infinity);
    if (cuts) {
      this.#refill();
      this.#rate = cutRate(this.#rate, nowMs);
      this.#tokens = Math.min(this.#tokens, 0);
    }
    this.#serve();
    return cuts;
  }

  #burst(): number {
    return Math.max(1, this.#rate.ceiling * BURST_SECONDS);
  }

  #refill(): void {
    const nowMs = now();
    const rate = rateAt(this.#rate, nowMs);
    const capacity = Math.max(1, rate * BURST_SECONDS);
    const grown = this.#tokens + ((nowMs - this.#filledAtMs) / 1000) * rate;
    this.#tokens = Math.min(capacity, grown);
    this.#filledAtMs = nowMs;
  }

  #serve(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#refill();
    const nowMs = now();
    while (this.#queue.length > 0 && this.#tokens >= 1 && nowMs >= this.#blockedUntilMs) {
      this.#tokens -= 1;
      this.#queue.shift()?.send();
    }
    if (this.#queue.length === 0) return;
    const forToken = ((1 - this.#tokens) / rateAt(this.#rate, nowMs)) * 1000;
    const delayMs = Math.max(forToken, this.#blockedUntilMs - nowMs, 1);
    this.#cancelTimer = startTimer(Math.ceil(delayMs), () => this.#serve());
  }
}

/**
 * The rate, as a pure function of its last cut.
 *
 * After a cut the rate follows a cubic curve: it rises quickly, stays near the rate that was throttled, and
 * then rises faster and faster. Throttling is its only feedback.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9438 CUBIC, where the curve comes from
 */
export interface RateState {
  readonly ceiling: number;
  /** The last cut: its time in milliseconds, the rate after it, and the rate at which the curve is flat. */
  readonly cut?: { readonly atMs: number; readonly left: number; readonly plateau: number };
}

/** A cut multiplies the rate by this factor. */
const BETA = 0.5;

/** Steepness, in calls/s per s³. After any cut, 10 calls a second are reached within 10 s. */
const STEEPNESS = 0.04;

/** One call in two seconds is enough to find out when throttling has ended. */
const FLOOR = 0.5;

/** The rate at a time, in calls a second. */
export function rateAt({ ceiling, cut }: RateState, nowMs: number): number {
  if (cut === undefined) return ceiling;
  const plateauAtS = Math.cbrt((cut.plateau - cut.left) / STEEPNESS);
  const sinceCutS = Math.max(0, nowMs - cut.atMs) / 1000;
  const rate = STEEPNESS * (sinceCutS - plateauAtS) ** 3 + cut.plateau;
  return Math.min(ceiling, Math.max(rate, FLOOR));
}

/**
 * The state after a call was throttled. If the rate has not reached the last plateau, the new plateau is
 * below the current rate (RFC 9438, fast convergence).
 */
export function cutRate(state: RateState, nowMs: number): RateState {
  const rate = rateAt(state, nowMs);
  const shrinking = rate < (state.cut?.plateau ?? 0);
  return {
    ceiling: state.ceiling,
    cut: { atMs: nowMs, left: rate * BETA, plateau: shrinking ? (rate * (1 + BETA)) / 2 : rate },
  };
}
