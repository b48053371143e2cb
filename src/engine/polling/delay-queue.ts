import { now, startTimer } from '../util/clock.js';

/**
 * A queue whose items become available when they are due. One timer serves all items, and none is set while
 * the queue is empty.
 */
export class DelayQueue<Item> {
  readonly #heap = new DueHeap<Item>();
  readonly #onDue: (due: Item[]) => void;
  #cancelTimer: (() => void) | undefined;
  #timerAtMs = Infinity;

  /** @param onDue receives the items that have become due, earliest first */
  constructor(onDue: (due: Item[]) => void) {
    this.#onDue = onDue;
  }

  /** Makes `item` due at `dueMs`, or earlier if it is already queued for an earlier time. */
  add(item: Item, dueMs: number): void {
    this.#heap.add(item, dueMs);
    this.#setTimer();
  }

  /** Makes `item` due at `dueMs`, even if it was due earlier. */
  postpone(item: Item, dueMs: number): void {
    this.#heap.postpone(item, dueMs);
    this.#setTimer();
  }

  remove(item: Item): void {
    this.#heap.remove(item);
    this.#setTimer();
  }

  /** How many items are due by `dueMs`, counting up to `max`. */
  countDueBy(dueMs: number, max: number): number {
    return this.#heap.countDueBy(dueMs, max);
  }

  #setTimer(): void {
    const nextMs = this.#heap.nextDueMs ?? Infinity;
    if (nextMs === this.#timerAtMs) return;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#timerAtMs = nextMs;
    if (nextMs === Infinity) return;
    this.#cancelTimer = startTimer(nextMs - now(), () => {
      this.#timerAtMs = Infinity;
      const due = this.#heap.takeDue(now());
      this.#setTimer();
      if (due.length > 0) this.#onDue(due);
    });
  }
}

interface Slot<Item> {
  readonly item: Item;
  dueMs: number;
  index: number;
}

/**
 * A binary min-heap by due time that knows the position of each item, so that adding, moving and removing
 * cost O(log n).
 */
export class DueHeap<Item> {
  readonly #heap: Slot<Item>[] = [];
  readonly #slots = new Map<Item, Slot<Item>>();

  get size(): number {
    return this.#heap.length;
  }

  /** When the first item is due; `undefined` when there is none. */
  get nextDueMs(): number | undefined {
    return this.#heap[0]?.dueMs;
  }

  dueOf(item: Item): number | undefined {
    return this.#slots.get(item)?.dueMs;
  }

  countDueBy(dueMs: number, max: number): number {
    let count = 0;
    const open = [0];
    for (let index = open.pop(); index !== undefined && count < max; index = open.pop()) {
      const slot = this.#heap[index];
      if (slot === undefined || slot.dueMs > dueMs) continue;
      count += 1;
      open.push(2 * index + 1, 2 * index + 2);
    }
    return count;
  }

  add(item: Item, dueMs: number): void {
    const slot = this.#slots.get(item);
    if (slot === undefined) {
      const added = { item, dueMs, index: this.#heap.length };
      this.#heap.push(added);
      this.#slots.set(item, added);
      this.#rise(added);
    } else if (dueMs < slot.dueMs) {
      slot.dueMs = dueMs;
      this.#rise(slot);
    }
  }

  postpone(item: Item, dueMs: number): void {
    this.remove(item);
    this.add(item, dueMs);
  }

  /** Has no effect if `item` is absent. */
  remove(item: Item): void {
    const slot = this.#slots.get(item);
    if (slot === undefined) return;
    this.#slots.delete(item);
    const last = this.#heap.pop();
    if (last === undefined || last === slot) return;
    this.#place(last, slot.index);
    this.#rise(last);
    this.#sink(last);
  }

  /** Removes all items that are due at `nowMs`, and returns them in order. */
  takeDue(nowMs: number): Item[] {
    const due: Item[] = [];
    for (let first = this.#heap[0]; first && first.dueMs <= nowMs; first = this.#heap[0]) {
      due.push(first.item);
      this.remove(first.item);
    }
    return due;
  }

  #rise(slot: Slot<Item>): void {
    while (slot.index > 0) {
      const parent = this.#heap[(slot.index - 1) >> 1];
      if (parent === undefined || parent.dueMs <= slot.dueMs) return;
      this.#swap(slot, parent);
    }
  }

  #sink(slot: Slot<Item>): void {
    for (;;) {
      const left = this.#heap[2 * slot.index + 1];
      const right = this.#heap[2 * slot.index + 2];
      const earlier = right && left && right.dueMs < left.dueMs ? right : left;
      if (earlier === undefined || earlier.dueMs >= slot.dueMs) return;
      this.#swap(slot, earlier);
    }
  }

  #swap(one: Slot<Item>, other: Slot<Item>): void {
    const { index } = one;
    this.#place(one, other.index);
    this.#place(other, index);
  }

  #place(slot: Slot<Item>, index: number): void {
    slot.index = index;
    this.#heap[index] = slot;
  }
}
