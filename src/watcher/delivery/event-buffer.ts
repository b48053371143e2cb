import { requestKey } from '../../engine/requests/request.js';
import type { RequestEvent } from '../request-event.js';

/** A pending event. */
export interface PendingEvent {
  readonly number: number;
  readonly event: RequestEvent;
  /** Failed attempts of this process. */
  attempts: number;
  /** When the first attempt began, in monotonic milliseconds; absent before. */
  firstAttemptMs?: number;
  /** The earliest time of the next attempt, in monotonic milliseconds. */
  dueMs: number;
  /** Whether an attempt is in flight. */
  inFlight: boolean;
}

/** The pending events of a sink that are in memory, in order. */
export class EventBuffer {
  readonly #events = new Map<number, PendingEvent>();
  #lastNumber = 0;

  get size(): number {
    return this.#events.size;
  }

  /** The number of the last event that was added; 0 before the first. */
  get lastNumber(): number {
    return this.#lastNumber;
  }

  /** Adds the next event. It is due at once. */
  add(number: number, event: RequestEvent, nowMs: number): void {
    this.#events.set(number, { number, event, attempts: 0, dueMs: nowMs, inFlight: false });
    this.#lastNumber = number;
  }

  /** Adds an event that was parked. */
  restore(event: PendingEvent): void {
    this.#events.set(event.number, event);
  }

  /** There are no more events up to this number. */
  skipTo(number: number): void {
    this.#lastNumber = Math.max(this.#lastNumber, number);
  }

  remove({ number }: PendingEvent): void {
    this.#events.delete(number);
  }

  /** The events of each request that has no attempt in flight, in order. */
  idle(): ReadonlyMap<string, readonly PendingEvent[]> {
    const requests = new Map<string, PendingEvent[]>();
    for (const event of this.#events.values()) {
      const key = requestKey(event.event);
      requests.set(key, [...(requests.get(key) ?? []), event]);
    }
    for (const [key, events] of requests) {
      if (events.some(({ inFlight }) => inFlight)) requests.delete(key);
    }
    return requests;
  }

  /** The events that can be delivered once they are due: the first of each request. */
  candidates(): readonly PendingEvent[] {
    const seen = new Set<string>();
    return [...this.#events.values()].filter(({ event, inFlight }) => {
      const key = requestKey(event);
      if (seen.has(key)) return false;
      seen.add(key);
      return !inFlight;
    });
  }
}

/** Sorts by due time, earliest first. */
export function byDueTime(one: PendingEvent, other: PendingEvent): number {
  return one.dueMs - other.dueMs;
}

/**
 * The event for a probe: one with the fewest attempts, because the sink may reject the others; alternately
 * the oldest and the newest of them, because rejected events may be adjacent.
 *
 * @param turn counts probes
 */
export function probeOf(events: readonly PendingEvent[], turn: number): readonly PendingEvent[] {
  const fewest = Math.min(...events.map(({ attempts }) => attempts));
  const candidates = events
    .filter(({ attempts }) => attempts === fewest)
    .toSorted((one, other) => one.number - other.number);
  return turn % 2 === 0 ? candidates.slice(0, 1) : candidates.slice(-1);
}

/** A parked event in memory. The event itself is in the state. */
export type ParkedEvent = Omit<PendingEvent, 'event' | 'inFlight'>;

/** The parked events of one request, in order. */
export interface ParkedRequest {
  readonly key: string;
  readonly events: readonly ParkedEvent[];
}

/**
 * Pending events that were paged out of memory. Events of one request are parked and restored together, in
 * order; those of different requests are restored in the order of parking.
 */
export class ParkedEvents {
  readonly #requests = new Map<string, readonly ParkedEvent[]>();
  #size = 0;

  /** The number of parked events. */
  get size(): number {
    return this.#size;
  }

  /** When the first of them is due, in monotonic milliseconds; `Infinity` if there is none. */
  get dueMs(): number {
    let first = Infinity;
    for (const events of this.#requests.values()) first = Math.min(first, dueMsOf(events));
    return first;
  }

  /** Whether later events of a request have to wait for parked ones. */
  has(key: string): boolean {
    return this.#requests.has(key);
  }

  /** Parks events that precede the parked ones of their request. */
  prepend(key: string, events: readonly ParkedEvent[]): void {
    this.#requests.set(key, [...events, ...(this.#requests.get(key) ?? [])]);
    this.#size += events.length;
  }

  /** Parks an event that follows the parked ones of its request. */
  append(key: string, event: ParkedEvent): void {
    this.#requests.set(key, [...(this.#requests.get(key) ?? []), event]);
    this.#size += 1;
  }

  /** The due events, at most `room` of them. */
  due(nowMs: number, room: number): readonly ParkedRequest[] {
    const found: ParkedRequest[] = [];
    let left = room;
    for (const [key, events] of this.#requests) {
      if (left <= 0) break;
      if (dueMsOf(events) > nowMs) continue;
      const fitting = events.slice(0, left);
      found.push({ key, events: fitting });
      left -= fitting.length;
    }
    return found;
  }

  /** Removes the first events of a request. */
  remove({ key, events }: ParkedRequest): void {
    const left = this.#requests.get(key)?.slice(events.length) ?? [];
    if (left.length > 0) this.#requests.set(key, left);
    else this.#requests.delete(key);
    this.#size -= events.length;
  }
}

function dueMsOf([first]: readonly ParkedEvent[]): number {
  return first?.dueMs ?? Infinity;
}
