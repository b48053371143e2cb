import type { WriteBatcher } from '../store/write-batcher.js';
import { deadPrefix } from '../store/records.js';
import type { StateStore } from '../store/store.js';

/** Maximum number of dead letters of a sink. Beyond that the oldest are deleted. */
const MAX = 10_000;

/** The number of dead letters that are deleted in one write. */
const BATCH = 500;

/** Counts the dead letters of a sink, and limits their number. */
export class DeadLetterBox {
  readonly #state: { readonly store: StateStore; readonly batcher: WriteBatcher };
  readonly #sink: string;
  readonly #onDropped: (count: number) => void;
  #size: number;
  #trimming: Promise<void> | undefined;

  /**
   * @param size how many there are
   * @param onDropped called with the number of dead letters that were deleted
   */
  constructor(
    state: { readonly store: StateStore; readonly batcher: WriteBatcher },
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

  /** A dead letter is being stored. */
  added(): void {
    this.#size += 1;
    this.#trim();
  }

  /** One at a time, because two would delete the same. */
  #trim(): void {
    if (this.#size <= MAX || this.#trimming !== undefined) return;
    // It fails with the state. The next dead letter tries again.
    this.#trimming = this.#dropOldest()
      .catch(() => undefined)
      .finally(() => (this.#trimming = undefined));
  }

  async #dropOldest(): Promise<void> {
    const { store, batcher } = this.#state;
    while (this.#size > MAX) {
      // Dead letters that were added may not be stored yet.
      await batcher.commit([]);
      const limit = Math.min(BATCH, this.#size - MAX);
      const oldest = await store.list({ prefix: deadPrefix(this.#sink), limit });
      if (oldest.length === 0) return;
      await batcher.commit(oldest.map(({ key }) => ({ type: 'delete', key })));
      this.#size -= oldest.length;
      this.#onDropped(oldest.length);
    }
  }
}
