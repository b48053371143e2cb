interface Slot<Item> {
  readonly item: Item;
  dueMs: number;
  index: number;
}

/**
 * What is due when: a binary min-heap by due time that also knows where each item stands, so that
 * adding, moving and removing cost O(log n).
 *
 * Adding an item again keeps the earlier time; `postpone` is the way to a later one.
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

  /** How many items are due by `dueMs`, counting no further than `atMost`. */
  countDueBy(dueMs: number, atMost: number): number {
    let count = 0;
    const open = [0];
    for (let index = open.pop(); index !== undefined && count < atMost; index = open.pop()) {
      const slot = this.#heap[index];
      if (slot === undefined || slot.dueMs > dueMs) continue;
      count += 1;
      open.push(2 * index + 1, 2 * index + 2);
    }
    return count;
  }

  /** Makes `item` due at `dueMs`, or leaves it where it is due earlier already. */
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

  /** Makes `item` due at `dueMs`, whenever it was due before. */
  postpone(item: Item, dueMs: number): void {
    this.remove(item);
    this.add(item, dueMs);
  }

  /** Takes `item` out; does nothing when it is not in. */
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

  /** Takes out, in order, all that is due at `nowMs`. */
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
