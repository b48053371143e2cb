import { TimerQueue } from './timer-queue.js';

/** A clock that stands still unless it is told to go to the next timer. */
export class VirtualClock {
  readonly #timers = new TimerQueue();
  #nowMs = 0;
  #lastId = 0;

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Calls `run` in `delayMs`; as with Node's own timers, nothing is sooner than a millisecond. */
  set(run: () => void, delayMs = 0): number {
    this.#lastId += 1;
    // Not-a-number counts as 1, too.
    const inMs = delayMs > 1 ? delayMs : 1;
    this.#timers.add({ id: this.#lastId, atMs: this.#nowMs + inMs, run });
    return this.#lastId;
  }

  cancel(id: number): void {
    this.#timers.cancel(id);
  }

  /** Goes to the next timer and runs it. @returns whether there was one */
  advance(): boolean {
    const next = this.#timers.take();
    if (next === undefined) return false;
    this.#nowMs = Math.max(this.#nowMs, next.atMs);
    next.run();
    return true;
  }
}
