import { StateError } from '../../engine/results/errors.js';
import { sleep } from '../../engine/util/abortable.js';
import type { StateChange, StateStore } from './store.js';

/** How long until a write that failed is tried again. */
const RETRY_MS = 5_000;

interface Commit {
  readonly changes: readonly StateChange[];
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** Who hears how it goes with the writes. */
export interface WriteListener {
  /** Why a write failed, each time. */
  readonly onFailure?: (error: unknown) => void;
  readonly onSuccess?: () => void;
}

/**
 * Writes changes to a store in the order in which they come, those that come together as one. A write
 * that fails, as on a full disk, is repeated until it succeeds: what depends on it waits.
 */
export class WriteBatcher {
  readonly #store: StateStore;
  readonly #listener: WriteListener;
  readonly #givingUp = new AbortController();
  #isClosed = false;
  #queue: Commit[] = [];
  #writing: Promise<void> | undefined;

  constructor(store: StateStore, listener: WriteListener = {}) {
    this.#store = store;
    this.#listener = listener;
  }

  /**
   * Resolves when the changes, and all before them, are durable.
   * @throws {StateError} when the journal is closed
   * @throws what the store throws, once the journal gives up on what fails
   */
  commit(changes: readonly StateChange[]): Promise<void> {
    if (this.#isClosed) {
      return Promise.reject(
        new StateError('The state is closed: start a new watcher.', 'unavailable'),
      );
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ changes, resolve, reject });
      this.#writing ??= this.#writeAll();
    });
  }

  /** From now on a write that fails is not repeated: nobody can wait for it while the watcher stops. */
  giveUp(): void {
    this.#givingUp.abort();
  }

  /** Writes what was committed, and gives up on what fails. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.giveUp();
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
        break;
      } catch (error) {
        this.#listener.onFailure?.(error);
        if (this.#givingUp.signal.aborted) throw error;
        await sleep(RETRY_MS, this.#givingUp.signal).catch(() => undefined);
      }
    }
    this.#listener.onSuccess?.();
  }
}
