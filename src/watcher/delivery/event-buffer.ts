import { requestKey } from '../../engine/requests/request.js';
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
export class EventBuffer {
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

  /** Adds an event that was in it before. */
  addAgain(item: Item): void {
    this.#items.set(item.number, item);
  }

  /** There are no more events up to this number. */
  skipTo(number: number): void {
    this.#lastNumber = Math.max(this.#lastNumber, number);
  }

  remove({ number }: Item): void {
    this.#items.delete(number);
  }

  /** The items of each request of which none is on its way, in order. */
  idle(): ReadonlyMap<string, readonly Item[]> {
    const requests = new Map<string, Item[]>();
    for (const item of this.#items.values()) {
      const key = requestKey(item.event);
      requests.set(key, [...(requests.get(key) ?? []), item]);
    }
    for (const [key, items] of requests) if (items.some(({ busy }) => busy)) requests.delete(key);
    return requests;
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

/**
 * Which item finds out whether a sink takes anything again: one of those that were tried least, since
 * it may be the others that it does not take; the oldest and the newest of them by turns, since those
 * may come together.
 *
 * @param turn counts such attempts
 */
export function probeOf(items: readonly Item[], turn: number): readonly Item[] {
  const least = Math.min(...items.map(({ attempts }) => attempts));
  const hopeful = items
    .filter(({ attempts }) => attempts === least)
    .toSorted((one, other) => one.number - other.number);
  return turn % 2 === 0 ? hopeful.slice(0, 1) : hopeful.slice(-1);
}
