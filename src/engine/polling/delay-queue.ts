import { now, startTimer } from '../util/clock.js';
import { DueHeap } from './due-heap.js';

/**
 * A due queue with a timer: hands over what has become due, when it has. One timer serves all items,
 * and none is set while there is nothing to wait for.
 */
export class DelayQueue<Item> {
  readonly #queue = new DueHeap<Item>();
  readonly #ring: (due: Item[]) => void;
  #cancelTimer: (() => void) | undefined;
  #setForMs = Infinity;

  constructor(ring: (due: Item[]) => void) {
    this.#ring = ring;
  }

  /** Makes `item` due at `dueMs`, or leaves it where it is due earlier already. */
  add(item: Item, dueMs: number): void {
    this.#queue.add(item, dueMs);
    this.#arm();
  }

  /** Makes `item` due at `dueMs`, whenever it was due before. */
  postpone(item: Item, dueMs: number): void {
    this.#queue.postpone(item, dueMs);
    this.#arm();
  }

  remove(item: Item): void {
    this.#queue.remove(item);
    this.#arm();
  }

  /** How many items are due by `dueMs`, counting no further than `atMost`. */
  countDueBy(dueMs: number, atMost: number): number {
    return this.#queue.countDueBy(dueMs, atMost);
  }

  #arm(): void {
    const nextMs = this.#queue.nextDueMs ?? Infinity;
    if (nextMs === this.#setForMs) return;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#setForMs = nextMs;
    if (nextMs === Infinity) return;
    this.#cancelTimer = startTimer(nextMs - now(), () => {
      this.#setForMs = Infinity;
      const due = this.#queue.takeDue(now());
      this.#arm();
      if (due.length > 0) this.#ring(due);
    });
  }
}
