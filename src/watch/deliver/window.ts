import { requestKey } from '../../request/request.js';
import type { RequestEvent } from '../request-event.js';

/** An event on its way to a sink. */
export interface Item {
  readonly number: number;
  readonly event: RequestEvent;
  /** Failed so far, in this process. */
  attempts: number;
  /** When it was first offered, in monotonic milliseconds; absent before. */
  triedMs?: number;
  /** Not before, in monotonic milliseconds. */
  dueMs: number;
  busy: boolean;
}

/** The head of an outbox: as much of it as is kept in memory, in order. */
export class Window {
  readonly #items = new Map<number, Item>();
  #lastNumber = 0;

  get size(): number {
    return this.#items.size;
  }

  /** The number of the last event that was in it; 0 before the first. */
  get lastNumber(): number {
    return this.#lastNumber;
  }

  /** Adds the next event. It is due at once. */
  add(number: number, event: RequestEvent, nowMs: number): void {
    this.#items.set(number, { number, event, attempts: 0, dueMs: nowMs, busy: false });
    this.#lastNumber = number;
  }

  /** There are no more events up to this number. */
  skipTo(number: number): void {
    this.#lastNumber = Math.max(this.#lastNumber, number);
  }

  remove({ number }: Item): void {
    this.#items.delete(number);
  }

  /** The items that may go as soon as they are due: of each request the first. */
  candidates(): readonly Item[] {
    const seen = new Set<string>();
    return [...this.#items.values()].filter(({ event, busy }) => {
      const key = requestKey(event);
      if (seen.has(key)) return false;
      seen.add(key);
      return !busy;
    });
  }
}

/** Who waits longest goes first. */
export function byDueTime(one: Item, other: Item): number {
  return one.dueMs - other.dueMs;
}

/** Who was tried least goes first: it may be the others that keep a sink from taking anything. */
export function byAttempts(one: Item, other: Item): number {
  return one.attempts - other.attempts || byDueTime(one, other);
}
