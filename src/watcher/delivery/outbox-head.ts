import { requestKey } from '../../engine/requests/request.js';
import { escapeControlChars } from '../../engine/util/escape-control-chars.js';
import { now, startTimer, wallClock } from '../../engine/util/clock.js';
import type { RequestEvent } from '../request-event.js';
import type { SinkSnapshot } from '../watcher-interface.js';
import type { Outbox } from './outbox.js';
import { ParkedEvents, type Parked } from './parked-events.js';
import { EventBuffer } from './event-buffer.js';

/** So many events of an outbox are in memory at most; the others wait in the state. */
const WINDOW_SIZE = 256;

/**
 * Of so many events that were put back it is remembered how often they were tried; they take up a few
 * megabytes then.
 */
const MOST_SHELVED = 10_000;

/** When the outbox is read again after that failed. */
const READ_AGAIN_MS = 5_000;

/**
 * Keeps the head of an outbox in memory: takes what comes while there is room, and reads the rest. Where
 * nothing in memory is taken, it changes places with what waits in the state, so that many events that
 * a sink never takes do not keep it from others.
 */
export class OutboxHead {
  readonly window = new EventBuffer();
  readonly #shelf = new ParkedEvents();
  readonly #outbox: Outbox;
  readonly #onRead: () => void;
  /** Up to here the outbox holds, or held, what is to be delivered. */
  #storedNumber: number;
  #reading: Promise<void> | undefined;
  #cancelTimer: (() => void) | undefined;
  #trouble: SinkSnapshot['failing'];
  #readOnLast = false;
  #closed = false;

  /** @param onRead hears when more of the outbox is in memory */
  constructor(outbox: Outbox, onRead: () => void) {
    this.#outbox = outbox;
    this.#storedNumber = outbox.lastNumber;
    this.#onRead = onRead;
  }

  /** Present while the outbox cannot be read. */
  get trouble(): SinkSnapshot['failing'] {
    return this.#trouble;
  }

  /** The next event was stored. */
  stored(number: number, event: RequestEvent): void {
    const isNext = this.window.lastNumber === this.#storedNumber;
    this.#storedNumber = number;
    if (isNext && this.window.size < WINDOW_SIZE) this.#take(number, event);
  }

  /** When more may be read that was put back, in monotonic milliseconds. */
  get dueMs(): number {
    const mayRead = this.#isShort && this.#reading === undefined && this.#cancelTimer === undefined;
    return mayRead ? this.#shelf.dueMs : Infinity;
  }

  /** Reads on, where there is more in the state and memory has room for a good deal of it. */
  refill(): void {
    const isBusy = this.#reading !== undefined || this.#cancelTimer !== undefined;
    if (!this.#isShort || isBusy || this.#closed) return;
    const shelved = this.#shelf.due(now(), WINDOW_SIZE - this.window.size);
    const hasShelved = shelved.length > 0;
    if (!this.#canReadOn && !hasShelved) return;
    // By turns, so that neither waits for the end of the other.
    this.#readOnLast = this.#canReadOn && !(hasShelved && this.#readOnLast);
    const read = this.#readOnLast ? () => this.#readOn() : () => this.#readAgain(shelved);
    this.#reading = this.#read(read);
  }

  /** Nothing of what is in memory is taken: it makes room for what is not, if there is any. */
  turnOver(): void {
    // What is being read goes by what the shelf held before.
    if (this.#reading !== undefined || this.#isShort) return;
    if (!this.#canReadOn && this.#shelf.size === 0) return;
    for (const [key, items] of this.window.idle()) {
      for (const item of items) this.window.remove(item);
      const shelved = items.map(({ event: _event, busy: _busy, ...item }) => item);
      this.#shelf.putBack(key, shelved);
    }
    this.#readOnLast = false;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelTimer?.();
    await this.#reading;
  }

  /** Whether memory has room for a good deal more. */
  get #isShort(): boolean {
    return this.window.size <= WINDOW_SIZE / 2;
  }

  get #canReadOn(): boolean {
    return this.window.lastNumber < this.#storedNumber && this.#shelf.size < MOST_SHELVED;
  }

  #take(number: number, event: RequestEvent): void {
    const key = requestKey(event);
    if (!this.#shelf.has(key)) return this.window.add(number, event, now());
    this.#shelf.add(key, { number, attempts: 0, dueMs: now() });
    this.window.skipTo(number);
  }

  async #readOn(): Promise<void> {
    const storedNumber = this.#storedNumber;
    const room = WINDOW_SIZE - this.window.size;
    const records = await this.#outbox.read(this.window.lastNumber, room);
    // What was stored meanwhile, and not told yet, comes in its own time.
    const told = records.filter(({ number }) => number <= this.#storedNumber);
    for (const { number, event } of told) this.#take(number, event);
    if (records.length < room) this.window.skipTo(storedNumber);
  }

  async #readAgain(shelved: readonly Parked[]): Promise<void> {
    const read = shelved.map(async (each) => {
      const events = each.items.map(({ number }) => this.#outbox.get(number));
      return { each, events: await Promise.all(events) };
    });
    for (const { each, events } of await Promise.all(read)) {
      this.#shelf.take(each);
      for (const [index, item] of each.items.entries()) {
        const event = events[index];
        if (event !== undefined) this.window.addAgain({ ...item, event, busy: false });
      }
    }
  }

  async #read(read: () => Promise<void>): Promise<void> {
    try {
      await read();
      this.#trouble = undefined;
    } catch (error) {
      const reason = escapeControlChars(`the outbox cannot be read: ${String(error)}`);
      this.#trouble = { since: this.#trouble?.since ?? wallClock(), reason };
      if (!this.#closed) this.#cancelTimer = startTimer(READ_AGAIN_MS, () => this.#retry());
    }
    this.#reading = undefined;
    if (!this.#closed && this.#trouble === undefined) this.#onRead();
  }

  #retry(): void {
    this.#cancelTimer = undefined;
    this.refill();
  }
}
