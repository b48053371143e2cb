import type { WriteBatcher } from '../store/write-batcher.js';
import { deadPrefix } from '../store/record-keys.js';
import type { StateStore } from '../store/store.js';

/** So many dead letters of a sink are kept; the oldest give way. */
const MOST = 10_000;

/** So many are removed in one write. */
const AT_ONCE = 500;

/** Counts the dead letters of a sink, and keeps them from becoming too many. */
export class DeadLetterBox {
  readonly #state: { readonly store: StateStore; readonly journal: WriteBatcher };
  readonly #sink: string;
  readonly #onDropped: (count: number) => void;
  #size: number;
  #trimming: Promise<void> | undefined;

  /**
   * @param size how many there are
   * @param onDropped hears how many have given way
   */
  constructor(
    state: { readonly store: StateStore; readonly journal: WriteBatcher },
    sink: string,
    size: number,
    onDropped: (count: number) => void,
  ) {
    this.#state = state;
    this.#sink = sink;
    this.#size = size;
    this.#onDropped = onDropped;
    this.#trim();
  }

  get size(): number {
    return this.#size;
  }

  /** One is being stored. */
  added(): void {
    this.#size += 1;
    this.#trim();
  }

  /** One at a time: two would remove the same. */
  #trim(): void {
    if (this.#size <= MOST || this.#trimming !== undefined) return;
    // It fails when the state does, or is closed: then the next one that is added tries again.
    this.#trimming = this.#dropOldest()
      .catch(() => undefined)
      .finally(() => (this.#trimming = undefined));
  }

  async #dropOldest(): Promise<void> {
    const { store, journal } = this.#state;
    while (this.#size > MOST) {
      // What was added may not be stored yet.
      await journal.commit([]);
      const limit = Math.min(AT_ONCE, this.#size - MOST);
      const oldest = await store.list({ prefix: deadPrefix(this.#sink), limit });
      if (oldest.length === 0) return;
      await journal.commit(oldest.map(({ key }) => ({ type: 'delete', key })));
      this.#size -= oldest.length;
      this.#onDropped(oldest.length);
    }
  }
}
