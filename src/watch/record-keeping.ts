import { StateError } from '../errors.js';
import { visible } from '../request/visible.js';
import { startTimer, wallClock } from '../schedule/clock.js';
import { Dispatcher } from './deliver/dispatcher.js';
import { ITERATOR_PREFIX } from './deliver/event-iterator.js';
import type { Sink } from './deliver/sink.js';
import type { Recorder } from './recorder.js';
import type { RequestEvent } from './request-event.js';
import { Journal } from './state/journal.js';
import type { StateChange, StateStore } from './state/store.js';
import type { WatcherEvent } from './watch-event.js';

/** How often the size of the state is looked at. */
const SIZE_EVERY_MS = 60_000;

/** What records are kept with. */
export interface RecordKeepingParts {
  readonly store: StateStore;
  readonly sinks: readonly Sink[];
  readonly giveUpAfterMs: number;
  readonly emit: (event: WatcherEvent) => void;
}

/** The state of a watcher while it is open: stores events, tells them, and has them delivered. */
export class RecordKeeping implements Recorder {
  readonly dispatcher: Dispatcher;
  readonly #parts: RecordKeepingParts;
  readonly #journal: Journal;
  #stateBytes = 0;
  #isClosed = false;
  #cancelTimer: () => void = () => undefined;

  private constructor(parts: RecordKeepingParts) {
    const { store, giveUpAfterMs, emit } = parts;
    this.#parts = parts;
    this.#journal = new Journal(store, (error) => {
      const message = visible(error instanceof Error ? error.message : String(error));
      emit({ type: 'state-failing', at: wallClock(), message });
    });
    this.dispatcher = new Dispatcher({ store, journal: this.#journal, giveUpAfterMs, emit });
  }

  /**
   * Opens the state, and begins to deliver what is left in it.
   * @throws {StateError} when it cannot be used
   */
  static async open(parts: RecordKeepingParts): Promise<RecordKeeping> {
    await parts.store.open();
    const records = new RecordKeeping(parts);
    try {
      await records.dispatcher.discard(ITERATOR_PREFIX);
      for (const sink of parts.sinks) await records.dispatcher.open(sink);
      await records.#measure();
    } catch (error) {
      await records.close();
      throw error;
    }
    return records;
  }

  get stateBytes(): number {
    return this.#stateBytes;
  }

  async record(event: RequestEvent, changes: readonly StateChange[]): Promise<void> {
    // It would be stored as reported, but find no outbox any more.
    if (this.#isClosed) throw new StateError('The state is closed.', 'unavailable');
    const posting = this.dispatcher.post(event);
    await this.#journal.commit([...changes, ...posting.changes]);
    this.#parts.emit(event);
    posting.send();
  }

  commit(changes: readonly StateChange[]): Promise<void> {
    return this.#journal.commit(changes);
  }

  /** Ends deliveries, writes what is left to write, and closes the state. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelTimer();
    await this.dispatcher.closeAll();
    await this.#journal.close();
    await this.#parts.store.close();
  }

  async #measure(): Promise<void> {
    this.#stateBytes = await this.#parts.store.sizeBytes().catch(() => this.#stateBytes);
    if (this.#isClosed) return;
    this.#cancelTimer = startTimer(SIZE_EVERY_MS, () => void this.#measure());
  }
}
