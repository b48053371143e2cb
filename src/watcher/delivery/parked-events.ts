import type { Item } from './event-buffer.js';

/** What is remembered of an event that was put back: all but the event, which is in the state. */
export type ParkedItem = Omit<Item, 'event' | 'busy'>;

/** Events of one request that were put back, in order. */
export interface Parked {
  readonly key: string;
  readonly items: readonly ParkedItem[];
}

/**
 * What was in the window, and made room for others. Events of one request go and come together, in
 * order; those of different requests come back in the order in which they went.
 */
export class ParkedEvents {
  readonly #requests = new Map<string, readonly ParkedItem[]>();
  #size = 0;

  /** How many events. */
  get size(): number {
    return this.#size;
  }

  /** When the first of them is due, in monotonic milliseconds; `Infinity` when there is none. */
  get dueMs(): number {
    let first = Infinity;
    for (const items of this.#requests.values()) first = Math.min(first, dueMsOf(items));
    return first;
  }

  /** Whether later events of a request have to wait behind some that were put back. */
  has(key: string): boolean {
    return this.#requests.has(key);
  }

  /** Puts events back that come before what there is of their request. */
  putBack(key: string, items: readonly ParkedItem[]): void {
    this.#requests.set(key, [...items, ...(this.#requests.get(key) ?? [])]);
    this.#size += items.length;
  }

  /** Adds an event that comes after what there is of its request. */
  add(key: string, item: ParkedItem): void {
    this.#requests.set(key, [...(this.#requests.get(key) ?? []), item]);
    this.#size += 1;
  }

  /** What is due, as far as there is room for so many events. */
  due(nowMs: number, room: number): readonly Parked[] {
    const found: Parked[] = [];
    let left = room;
    for (const [key, items] of this.#requests) {
      if (left <= 0) break;
      if (dueMsOf(items) > nowMs) continue;
      const fitting = items.slice(0, left);
      found.push({ key, items: fitting });
      left -= fitting.length;
    }
    return found;
  }

  /** Takes the first events of a request out again. */
  take({ key, items }: Parked): void {
    const left = this.#requests.get(key)?.slice(items.length) ?? [];
    if (left.length > 0) this.#requests.set(key, left);
    else this.#requests.delete(key);
    this.#size -= items.length;
  }
}

function dueMsOf([first]: readonly ParkedItem[]): number {
  return first?.dueMs ?? Infinity;
}
