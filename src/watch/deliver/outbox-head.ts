import { visible } from '../../request/visible.js';
import { now, startTimer, wallClock } from '../../schedule/clock.js';
import type { RequestEvent } from '../request-event.js';
import type { SinkSnapshot } from '../watcher-interface.js';
import type { Outbox } from './outbox.js';
import { Window } from './window.js';

/** So many events of an outbox are in memory at most; the others wait in the state. */
const WINDOW_SIZE = 256;

/** When the outbox is read again after that failed. */
const READ_AGAIN_MS = 5_000;

/** Keeps the head of an outbox in memory: takes what comes while there is room, and reads the rest. */
export class OutboxHead {
  readonly window = new Window();
  readonly #outbox: Outbox;
  readonly #onRead: () => void;
  /** Up to here the outbox holds, or held, what is to be delivered. */
  #storedNumber: number;
  #reading: Promise<void> | undefined;
  #cancelTimer: (() => void) | undefined;
  #trouble: SinkSnapshot['failing'];
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
    if (isNext && this.window.size < WINDOW_SIZE) this.window.add(number, event, now());
  }

  /** Reads on, where there is more in the state and memory has room for a good deal of it. */
  refill(): void {
    const isShort = this.window.size <= WINDOW_SIZE / 2;
    const hasMore = this.window.lastNumber < this.#storedNumber;
    if (!isShort || !hasMore || this.#closed) return;
    if (this.#cancelTimer === undefined) this.#reading ??= this.#read();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelTimer?.();
    await this.#reading;
  }

  async #read(): Promise<void> {
    const storedNumber = this.#storedNumber;
    const room = WINDOW_SIZE - this.window.size;
    try {
      const records = await this.#outbox.read(this.window.lastNumber, room);
      // What was stored meanwhile, and not told yet, comes in its own time.
      const told = records.filter(({ number }) => number <= this.#storedNumber);
      for (const { number, event } of told) this.window.add(number, event, now());
      if (records.length < room) this.window.skipTo(storedNumber);
      this.#trouble = undefined;
    } catch (error) {
      const reason = visible(`the outbox cannot be read: ${String(error)}`);
      this.#trouble = { since: this.#trouble?.since ?? wallClock(), reason };
      if (!this.#closed) this.#cancelTimer = startTimer(READ_AGAIN_MS, () => this.#readAgain());
    }
    this.#reading = undefined;
    if (!this.#closed && this.#trouble === undefined) this.#onRead();
  }

  #readAgain(): void {
    this.#cancelTimer = undefined;
    this.refill();
  }
}
