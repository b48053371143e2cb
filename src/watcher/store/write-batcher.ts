import { StateError } from '../../engine/results/errors.js';
import { sleep } from '../../engine/util/abortable.js';
import { now, wallClock } from '../../engine/util/clock.js';
import { escapeControlChars } from '../../engine/util/escape-control-chars.js';
import type { StateFailingEvent, StateRecoveredEvent } from '../watcher-event.js';
import type { WatcherSnapshot } from '../watcher-interface.js';
import type { StateChange, StateStore } from './store.js';

/** The pause until a failed write is retried. */
const RETRY_MS = 5_000;

interface Commit {
  readonly changes: readonly StateChange[];
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** Receives the results of writes. */
export interface WriteListener {
  /** Called for each failed write. */
  readonly onFailure?: (error: unknown) => void;
  readonly onSuccess?: () => void;
}

/**
 * Writes changes to a store in order. Changes that arrive together are one write. A failed write, as on a
 * full disk, is retried until it succeeds; later changes wait for it.
 */
export class WriteBatcher {
  readonly #store: StateStore;
  readonly #listener: WriteListener;
  readonly #stopRetries = new AbortController();
  #isClosed = false;
  #queue: Commit[] = [];
  #writing: Promise<void> | undefined;

  constructor(store: StateStore, listener: WriteListener = {}) {
    this.#store = store;
    this.#listener = listener;
  }

  /**
   * Resolves when the changes, and all before them, are durable.
   * @throws {StateError} when the batcher is closed
   * @throws the error of the store, when a write fails after `stopRetries`
   */
  commit(changes: readonly StateChange[]): Promise<void> {
    if (this.#isClosed) {
      return Promise.reject(
        new StateError('The state is closed: create a new watcher.', 'unavailable'),
      );
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ changes, resolve, reject });
      this.#writing ??= this.#writeAll();
    });
  }

  /** From now on a failed write is not retried, because a stopping watcher cannot wait for it. */
  stopRetries(): void {
    this.#stopRetries.abort();
  }

  /** Writes what was committed, without retries. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.stopRetries();
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    // All changes of this turn of the event loop are one write.
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
        if (this.#stopRetries.signal.aborted) throw error;
        await sleep(RETRY_MS, this.#stopRetries.signal).catch(() => undefined);
      }
    }
    this.#listener.onSuccess?.();
  }
}

/** Whether the state can be written. Emits an event for each failure, and one for the recovery. */
export class StateHealth implements WriteListener {
  readonly #emit: (event: StateFailingEvent | StateRecoveredEvent) => void;
  #failing:
    | { readonly since: Date; readonly sinceMs: number; readonly message: string }
    | undefined;

  constructor(emit: (event: StateFailingEvent | StateRecoveredEvent) => void) {
    this.#emit = emit;
  }

  /** Present while the state cannot be written. */
  get problem(): WatcherSnapshot['stateProblem'] {
    if (this.#failing === undefined) return undefined;
    const { since, message } = this.#failing;
    return { since, message };
  }

  readonly onFailure = (error: unknown): void => {
    const message = escapeControlChars(error instanceof Error ? error.message : String(error));
    const at = wallClock();
    this.#failing = { since: at, sinceMs: now(), ...this.#failing, message };
    this.#emit({ type: 'state-failing', at, message });
  };

  readonly onSuccess = (): void => {
    if (this.#failing === undefined) return;
    const afterMs = Math.round(now() - this.#failing.sinceMs);
    this.#failing = undefined;
    this.#emit({ type: 'state-recovered', at: wallClock(), afterMs });
  };
}
