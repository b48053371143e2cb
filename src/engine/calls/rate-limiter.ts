import { now, startTimer } from '../util/clock.js';
import { onAbort } from '../util/abortable.js';
import { cutRate, rateAt, type RateState } from './rate-curve.js';

/** How many calls may go at once after a pause, as a share of a second's calls. */
const BURST_SECONDS = 0.5;

interface Waiter {
  readonly go: () => void;
}

/**
 * The pacer that all calls on one client share: a token bucket whose rate has a ceiling, is cut when
 * a call is throttled, and climbs back after.
 *
 * Over any window of `s` seconds it lets through at most `ceiling × s + burst` calls, where `burst`
 * is half a second's worth at the ceiling, and at least one.
 */
export class RateLimiter {
  #rate: RateState;
  #tokens: number;
  #filledAtMs = now();
  #blockedUntilMs = 0;
  #queue: Waiter[] = [];
  #cancelTimer: (() => void) | undefined;

  /** @param ceiling calls a second */
  constructor(ceiling: number) {
    this.#rate = { ceiling };
    this.#tokens = this.#burst();
  }

  /** The rate now, in calls a second. */
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
   * Resolves when the next call may go, first come first served but for urgent ones, with the time
   * at which it goes; `throttled` wants that back. Rejects with the signal's reason, and takes no
   * token, when aborted.
   */
  acquire(signal: AbortSignal, urgent = false): Promise<number> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const release = onAbort(signal, () => {
        this.#queue = this.#queue.filter((each) => each !== waiter);
        this.#serve();
        reject(signal.reason);
      });
      const waiter: Waiter = {
        go: () => {
          release();
          resolve(now());
        },
      };
      if (urgent) this.#queue.unshift(waiter);
      else this.#queue.push(waiter);
      this.#serve();
    });
  }

  /**
   * A call that went at `wentAtMs` was throttled. Calls that went before the last cut cut no further:
   * they say nothing about the rate that holds since.
   *
   * @returns whether the rate was cut
   */
  throttled(wentAtMs: number, retryAfterMs = 0): boolean {
    const nowMs = now();
    this.#blockedUntilMs = Math.max(this.#blockedUntilMs, nowMs + retryAfterMs);
    const cuts = wentAtMs > (this.#rate.cut?.atMs ?? -Infinity);
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
      this.#queue.shift()?.go();
    }
    if (this.#queue.length === 0) return;
    const forToken = ((1 - this.#tokens) / rateAt(this.#rate, nowMs)) * 1000;
    const delayMs = Math.max(forToken, this.#blockedUntilMs - nowMs, 1);
    this.#cancelTimer = startTimer(Math.ceil(delayMs), () => this.#serve());
  }
}
