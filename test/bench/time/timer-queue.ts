/** A callback that runs at a virtual time. */
export interface Timer {
  readonly id: number;
  readonly atMs: number;
  readonly run: () => void;
}

/** A binary heap of timers, ordered by time, and then by the order in which they were set. */
export class TimerQueue {
  readonly #heap: Timer[] = [];
  readonly #cancelled = new Set<number>();
  readonly #pending = new Set<number>();

  get size(): number {
    return this.#pending.size;
  }

  add(timer: Timer): void {
    this.#pending.add(timer.id);
    let index = this.#heap.push(timer) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = this.#heap[above];
      if (parent === undefined || !isBefore(timer, parent)) break;
      this.#heap[index] = parent;
      index = above;
    }
    this.#heap[index] = timer;
  }

  /** A cancelled timer stays in the heap until its time, and is then skipped. */
  cancel(id: number): void {
    if (this.#pending.delete(id)) this.#cancelled.add(id);
  }

  /** Removes and returns the first timer that was not cancelled. */
  take(): Timer | undefined {
    for (let first = this.#pop(); first !== undefined; first = this.#pop()) {
      if (this.#cancelled.delete(first.id)) continue;
      this.#pending.delete(first.id);
      return first;
    }
    return undefined;
  }

  #pop(): Timer | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (last === undefined || last === first) return first;
    let index = 0;
    for (;;) {
      const left = this.#heap[2 * index + 1];
      const right = this.#heap[2 * index + 2];
      const below = right && left && isBefore(right, left) ? right : left;
      if (below === undefined || !isBefore(below, last)) break;
      this.#heap[index] = below;
      index = 2 * index + (below === right ? 2 : 1);
    }
    this.#heap[index] = last;
    return first;
  }
}

function isBefore(one: Timer, other: Timer): boolean {
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.id < other.id);
}
