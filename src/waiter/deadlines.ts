import { DelayQueue } from '../engine/polling/delay-queue.js';

/** How long before the deadline the last look goes out: a call and a repetition fit in. */
const LAST_LOOK_LEAD_MS = 1_000;

/** Deadlines, each announced some time before it passes, so that a last look comes in time. */
export class Deadlines<Item> {
  readonly #lastLooks: DelayQueue<Item>;
  readonly #deadlines: DelayQueue<Item>;

  /**
   * @param onLastLook called 1 s before the deadline, or after three quarters of a shorter wait
   * @param onDeadline called when it has passed
   */
  constructor(onLastLook: (item: Item) => void, onDeadline: (item: Item) => void) {
    this.#lastLooks = new DelayQueue((due) => due.forEach(onLastLook));
    this.#deadlines = new DelayQueue((due) => due.forEach(onDeadline));
  }

  add(item: Item, sinceMs: number, timeoutMs: number): void {
    const leadMs = Math.min(LAST_LOOK_LEAD_MS, timeoutMs / 4);
    this.#lastLooks.add(item, sinceMs + timeoutMs - leadMs);
    this.#deadlines.add(item, sinceMs + timeoutMs);
  }

  remove(item: Item): void {
    this.#lastLooks.remove(item);
    this.#deadlines.remove(item);
  }
}
