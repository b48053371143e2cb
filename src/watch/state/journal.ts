import { StateError } from '../../errors.js';
import { sleep } from '../../schedule/clock.js';
import type { StateChange, StateStore } from './store.js';

/** How long until a write that failed is tried again. */
const RETRY_MS = 5_000;

interface Commit {
  readonly changes: readonly StateChange[];
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Writes changes to a store in the order in which they come, those that come together as one. A write
 * that fails, as on a full disk, is repeated until it succeeds: what depends on it waits.
 */
export class Journal {
  readonly #store: StateStore;
  readonly #onFailure: (error: unknown) => void;
  readonly #closing = new AbortController();
  #queue: Commit[] = [];
  #writing: Promise<void> | undefined;

  /** @param onFailure hears why a write failed, each time */
  constructor(store: StateStore, onFailure: (error: unknown) => void) {
    this.#store = store;
    this.#onFailure = onFailure;
  }

  /**
   * Resolves when the changes, and all before them, are durable.
   * @throws {StateError} when the journal is closed
   * @throws what the store throws, when the journal is closed while the store fails
   */
  commit(changes: readonly StateChange[]): Promise<void> {
    if (this.#closing.signal.aborted) {
      return Promise.reject(
        new StateError('The state is closed: start a new watcher.', 'unavailable'),
      );
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ changes, resolve, reject });
      this.#writing ??= this.#writeAll();
    });
  }

  /** Writes what was committed, and gives up on what fails. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    // Whatever is committed in this turn of the event loop goes together.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const commits = this.#queue;
      this.#queue = [];
      try {
        await this.#write(commits.flatMap(({ changes }) => changes));
        for (const { resolve } of commits) resolve();
      } catch (error) {
        for (const { reject } of commits) reject(error);
      }
    }
    this.#writing = undefined;
  }

  async #write(changes: readonly StateChange[]): Promise<void> {
    if (changes.length === 0) return;
    for (;;) {
      try {
        await this.#store.write(changes);
        return;
      } catch (error) {
        this.#onFailure(error);
        if (this.#closing.signal.aborted) throw error;
        await sleep(RETRY_MS, this.#closing.signal).catch(() => undefined);
      }
    }
  }
}
