import { TimerQueue } from './timer-queue.js';

/** A clock that moves only by `advance`, to the next timer. */
export class VirtualClock {
  readonly #timers = new TimerQueue();
  #nowMs = 0;
  #lastId = 0;

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Calls `run` after `delayMs`. As with Node's timers, the minimum is one millisecond. */
  set(run: () => void, delayMs = 0): number {
    this.#lastId += 1;
    // NaN is treated as 1.
    const inMs = delayMs > 1 ? delayMs : 1;
    this.#timers.add({ id: this.#lastId, atMs: this.#nowMs + inMs, run });
    return this.#lastId;
  }

  cancel(id: number): void {
    this.#timers.cancel(id);
  }

  /** Advances to the next timer, and runs it. @returns whether there was one */
  advance(): boolean {
    const next = this.#timers.take();
    if (next === undefined) return false;
    this.#nowMs = Math.max(this.#nowMs, next.atMs);
    next.run();
    return true;
  }
}
