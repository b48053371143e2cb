import type { Rate } from './strategy.js';

/** A token bucket with a rate that can change over time. */
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

  /** The time until the next token at the current rate, in milliseconds; 0 if there is one. */
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
