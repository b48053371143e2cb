import { requestKey } from '../../engine/requests/request.js';
import { now, startTimer, wallClock } from '../../engine/util/clock.js';
import { escapeControlChars } from '../../engine/util/escape-control-chars.js';
import type { RequestEvent } from '../request-event.js';
import type { SinkSnapshot } from '../watcher-interface.js';
import { EventBuffer, ParkedEvents, type ParkedRequest } from './event-buffer.js';
import type { Outbox } from './outbox.js';

/** Maximum number of events of an outbox in memory. The others are in the state. */
const BUFFER_SIZE = 256;

/** Maximum number of parked events whose attempts are remembered. They take a few megabytes. */
const MAX_PARKED = 10_000;

/** The pause until the outbox is read again after a failure. */
const READ_RETRY_MS = 5_000;

/**
 * Keeps the head of an outbox in memory: buffers new events while there is room, and reads the rest from
 * the state. Undeliverable events are paged out of memory, so that they do not block the others.
 */
export class OutboxHead {
  readonly buffer = new EventBuffer();
  readonly #parked = new ParkedEvents();
  readonly #outbox: Outbox;
  readonly #onRead: () => void;
  /** The number of the last stored event. */
  #storedNumber: number;
  #reading: Promise<void> | undefined;
  #cancelTimer: (() => void) | undefined;
  #problem: SinkSnapshot['failing'];
  #readNewLast = false;
  #closed = false;

  /** @param onRead called when events were read into the buffer */
  constructor(outbox: Outbox, onRead: () => void) {
    this.#outbox = outbox;
    this.#storedNumber = outbox.lastNumber;
    this.#onRead = onRead;
  }

  /** Present while the outbox cannot be read. */
  get problem(): SinkSnapshot['failing'] {
    return this.#problem;
  }

  /** The next event was stored. */
  stored(number: number, event: RequestEvent): void {
    const isNext = this.buffer.lastNumber === this.#storedNumber;
    this.#storedNumber = number;
    if (isNext && this.buffer.size < BUFFER_SIZE) this.#add(number, event);
  }

  /** When parked events can be read, in monotonic milliseconds. */
  get dueMs(): number {
    const canRead = this.#hasRoom && this.#reading === undefined && this.#cancelTimer === undefined;
    return canRead ? this.#parked.dueMs : Infinity;
  }

  /** Reads more events from the state, if there are any and the buffer has room. */
  refill(): void {
    const isBusy = this.#reading !== undefined || this.#cancelTimer !== undefined;
    if (!this.#hasRoom || isBusy || this.#closed) return;
    const parked = this.#parked.due(now(), BUFFER_SIZE - this.buffer.size);
    const hasParked = parked.length > 0;
    if (!this.#canReadNew && !hasParked) return;
    // Alternately, so that neither blocks the other.
    this.#readNewLast = this.#canReadNew && !(hasParked && this.#readNewLast);
    const read = this.#readNewLast ? () => this.#readNew() : () => this.#readParked(parked);
    this.#reading = this.#read(read);
  }

  /** Parks the buffered events, if there are others to try. */
  pageOut(): void {
    // A read in flight depends on what is parked.
    if (this.#reading !== undefined || this.#hasRoom) return;
    if (!this.#canReadNew && this.#parked.size === 0) return;
    for (const [key, events] of this.buffer.idle()) {
      for (const event of events) this.buffer.remove(event);
      const parked = events.map(({ event: _event, inFlight: _inFlight, ...rest }) => rest);
      this.#parked.prepend(key, parked);
    }
    this.#readNewLast = false;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelTimer?.();
    await this.#reading;
  }

  /** Whether at least half of the buffer is free. */
  get #hasRoom(): boolean {
    return this.buffer.size <= BUFFER_SIZE / 2;
  }

  get #canReadNew(): boolean {
    return this.buffer.lastNumber < this.#storedNumber && this.#parked.size < MAX_PARKED;
  }

  #add(number: number, event: RequestEvent): void {
    const key = requestKey(event);
    if (!this.#parked.has(key)) return this.buffer.add(number, event, now());
    this.#parked.append(key, { number, attempts: 0, dueMs: now() });
    this.buffer.skipTo(number);
  }

  async #readNew(): Promise<void> {
    const storedNumber = this.#storedNumber;
    const room = BUFFER_SIZE - this.buffer.size;
    const records = await this.#outbox.read(this.buffer.lastNumber, room);
    // Events that are stored but not announced yet are added by `stored`.
    const announced = records.filter(({ number }) => number <= this.#storedNumber);
    for (const { number, event } of announced) this.#add(number, event);
    if (records.length < room) this.buffer.skipTo(storedNumber);
  }

  async #readParked(parked: readonly ParkedRequest[]): Promise<void> {
    const read = parked.map(async (request) => {
      const events = request.events.map(({ number }) => this.#outbox.get(number));
      return { request, events: await Promise.all(events) };
    });
    for (const { request, events } of await Promise.all(read)) {
      this.#parked.remove(request);
      for (const [index, rest] of request.events.entries()) {
        const event = events[index];
        if (event !== undefined) this.buffer.restore({ ...rest, event, inFlight: false });
      }
    }
  }

  async #read(read: () => Promise<void>): Promise<void> {
    try {
      await read();
      this.#problem = undefined;
    } catch (error) {
      const reason = escapeControlChars(`the outbox cannot be read: ${String(error)}`);
      this.#problem = { since: this.#problem?.since ?? wallClock(), reason };
      if (!this.#closed) this.#cancelTimer = startTimer(READ_RETRY_MS, () => this.#retry());
    }
    this.#reading = undefined;
    if (!this.#closed && this.#problem === undefined) this.#onRead();
  }

  #retry(): void {
    this.#cancelTimer = undefined;
    this.refill();
  }
}
