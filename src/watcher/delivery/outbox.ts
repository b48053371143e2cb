import { wallClock } from '../../engine/util/clock.js';
import type { RequestEvent } from '../request-event.js';
import type { WriteBatcher } from '../store/write-batcher.js';
import { DeadLetterBox } from './dead-letter-box.js';
import {
  deadPrefix,
  outboxKey,
  outboxPrefix,
  loadOutbox,
  putDead,
  putOutbox,
  type OutboxRecord,
} from '../store/records.js';
import { entryPages } from '../store/entry-pages.js';
import { readEvent } from '../store/read-records.js';
import type { StateChange, StateEntry, StateStore } from '../store/store.js';

/** The pending events of a sink in the state, numbered in order. */
export class Outbox {
  readonly #store: StateStore;
  readonly #batcher: WriteBatcher;
  readonly #sink: string;
  #size: number;
  readonly #deadLetters: DeadLetterBox;
  #lastNumber: number;

  private constructor(
    state: { readonly store: StateStore; readonly batcher: WriteBatcher },
    sink: string,
    found: {
      readonly size: number;
      readonly deadLetters: DeadLetterBox;
      readonly lastNumber: number;
    },
  ) {
    this.#store = state.store;
    this.#batcher = state.batcher;
    this.#sink = sink;
    this.#size = found.size;
    this.#deadLetters = found.deadLetters;
    this.#lastNumber = found.lastNumber;
  }

  /**
   * Opens the outbox of a sink, with the events that are pending.
   *
   * @param onDropped called with the number of dead letters that were deleted at the limit
   * @throws {StateError} when a record is invalid
   */
  static async open(
    state: { readonly store: StateStore; readonly batcher: WriteBatcher },
    sink: string,
    onDropped: (count: number) => void = () => undefined,
  ): Promise<Outbox> {
    // All records are read, so that damage is reported at the start, and not during a delivery.
    const waiting = await count(state.store, outboxPrefix(sink), readEvent);
    const dead = await count(state.store, deadPrefix(sink));
    const lastNumber = Number(waiting.lastKey?.slice(outboxPrefix(sink).length) ?? 0);
    const deadLetters = new DeadLetterBox(state, sink, dead.size, onDropped);
    return new Outbox(state, sink, { size: waiting.size, deadLetters, lastNumber });
  }

  /** The number of pending events. */
  get size(): number {
    return this.#size;
  }

  /** The number of the last event. */
  get lastNumber(): number {
    return this.#lastNumber;
  }

  get deadLetters(): number {
    return this.#deadLetters.size;
  }

  /** The number of a new event, and the change that stores it. Call `added` once it is stored. */
  add(event: RequestEvent): { readonly number: number; readonly change: StateChange } {
    this.#lastNumber += 1;
    return {
      number: this.#lastNumber,
      change: putOutbox(this.#sink, this.#lastNumber, event),
    };
  }

  added(): void {
    this.#size += 1;
  }

  read(afterNumber: number, limit: number): Promise<readonly OutboxRecord[]> {
    return loadOutbox(this.#store, this.#sink, afterNumber, limit);
  }

  /** One event; `undefined` if it is no longer pending. */
  async get(number: number): Promise<RequestEvent | undefined> {
    const key = outboxKey(this.#sink, number);
    const value = await this.#store.get(key);
    return value === undefined ? undefined : readEvent({ key, value });
  }

  /** Removes a delivered event. If that cannot be stored, it is delivered again. */
  remove(number: number): void {
    this.#commit([{ type: 'delete', key: outboxKey(this.#sink, number) }]);
  }

  /** Moves an event to the dead letters. */
  deadLetter(
    { number, event }: OutboxRecord,
    failure: { readonly reason: string; readonly attempts: number },
  ): void {
    this.#commit([
      { type: 'delete', key: outboxKey(this.#sink, number) },
      putDead(this.#sink, event, { ...failure, atMs: wallClock().getTime() }),
    ]);
    this.#deadLetters.added();
  }

  #commit(changes: readonly StateChange[]): void {
    this.#size -= 1;
    this.#batcher.commit(changes).catch(() => undefined);
  }
}

async function count(
  store: StateStore,
  prefix: string,
  check: (entry: StateEntry) => unknown = () => undefined,
): Promise<{ readonly size: number; readonly lastKey?: string }> {
  let size = 0;
  let lastKey: string | undefined;
  for await (const entries of entryPages(store, prefix)) {
    entries.forEach(check);
    size += entries.length;
    lastKey = entries.at(-1)?.key ?? lastKey;
  }
  return lastKey === undefined ? { size } : { size, lastKey };
}
