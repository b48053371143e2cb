import { wallClock } from '../../engine/util/clock.js';
import type { RequestEvent } from '../request-event.js';
import type { WriteBatcher } from '../store/write-batcher.js';
import { DeadLetterBox } from './dead-letter-box.js';
import { deadPrefix, outboxKey, outboxPrefix } from '../store/record-keys.js';
import { loadOutbox, putDead, putOutbox, type OutboxRecord } from '../store/records.js';
import { entryPages } from '../store/entry-pages.js';
import { readEvent } from '../store/read-records.js';
import type { StateChange, StateEntry, StateStore } from '../store/store.js';

/** The events in the state that a sink has not taken, numbered in the order in which they came. */
export class Outbox {
  readonly #store: StateStore;
  readonly #journal: WriteBatcher;
  readonly #sink: string;
  #size: number;
  readonly #deadLetters: DeadLetterBox;
  #lastNumber: number;

  private constructor(
    state: { readonly store: StateStore; readonly journal: WriteBatcher },
    sink: string,
    found: {
      readonly size: number;
      readonly deadLetters: DeadLetterBox;
      readonly lastNumber: number;
    },
  ) {
    this.#store = state.store;
    this.#journal = state.journal;
    this.#sink = sink;
    this.#size = found.size;
    this.#deadLetters = found.deadLetters;
    this.#lastNumber = found.lastNumber;
  }

  /**
   * The outbox of a sink, with what is left in it from before.
   *
   * @param onDropped hears how many dead letters have given way to others
   * @throws {StateError} when an entry is not what a watcher writes
   */
  static async open(
    state: { readonly store: StateStore; readonly journal: WriteBatcher },
    sink: string,
    onDropped: (count: number) => void = () => undefined,
  ): Promise<Outbox> {
    // Read through, so that damage is told at the start, and not in the midst of a delivery.
    const waiting = await count(state.store, outboxPrefix(sink), readEvent);
    const dead = await count(state.store, deadPrefix(sink));
    const lastNumber = Number(waiting.lastKey?.slice(outboxPrefix(sink).length) ?? 0);
    const deadLetters = new DeadLetterBox(state, sink, dead.size, onDropped);
    return new Outbox(state, sink, { size: waiting.size, deadLetters, lastNumber });
  }

  /** How many events wait in it. */
  get size(): number {
    return this.#size;
  }

  /** The number of the event that came last. */
  get lastNumber(): number {
    return this.#lastNumber;
  }

  get deadLetters(): number {
    return this.#deadLetters.size;
  }

  /** The change that adds an event, and the number that it gets; `added` when it is stored. */
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

  /** One event; `undefined` when it is not there any more. */
  async get(number: number): Promise<RequestEvent | undefined> {
    const key = outboxKey(this.#sink, number);
    const value = await this.#store.get(key);
    return value === undefined ? undefined : readEvent({ key, value });
  }

  /** The sink has taken the event. Where that cannot be stored any more, it gets it once again. */
  remove(number: number): void {
    this.#commit([{ type: 'delete', key: outboxKey(this.#sink, number) }]);
  }

  /** The sink will never take the event. */
  setAside(
    { number, event }: OutboxRecord,
    verdict: { readonly reason: string; readonly attempts: number },
  ): void {
    this.#commit([
      { type: 'delete', key: outboxKey(this.#sink, number) },
      putDead(this.#sink, event, { ...verdict, atMs: wallClock().getTime() }),
    ]);
    this.#deadLetters.added();
  }

  #commit(changes: readonly StateChange[]): void {
    this.#size -= 1;
    this.#journal.commit(changes).catch(() => undefined);
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
