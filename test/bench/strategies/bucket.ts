import type { Rate } from './strategy.js';

/** A token bucket whose rate may change with time. */
export class Bucket {
  readonly #rateAt: (atMs: number) => Rate;
  #tokens: number;
  #filledAtMs: number;

  /** Full at `nowMs`. */
  constructor(rateAt: (atMs: number) => Rate, nowMs: number) {
    this.#rateAt = rateAt;
    this.#tokens = rateAt(nowMs).burst;
    this.#filledAtMs = nowMs;
  }

  /** How long until there is a token, in milliseconds, if the rate stays; 0 when there is one. */
  untilTokenMs(nowMs: number): number {
    this.#refill(nowMs);
    const missing = Math.max(0, 1 - this.#tokens);
    return (missing / this.#rateAt(nowMs).perSecond) * 1000;
  }

  take(): void {
    this.#tokens -= 1;
  }

  #refill(nowMs: number): void {
    const { perSecond, burst } = this.#rateAt(nowMs);
    const gained = ((nowMs - this.#filledAtMs) / 1000) * perSecond;
    this.#tokens = Math.min(burst, this.#tokens + gained);
    this.#filledAtMs = nowMs;
  }
}
