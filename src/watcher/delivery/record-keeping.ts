import { StateError } from '../../engine/results/errors.js';
import { startTimer, wallClock } from '../../engine/util/clock.js';
import { onAbort } from '../../engine/util/abortable.js';
import { Dispatcher } from './dispatcher.js';
import { ITERATOR_PREFIX } from './event-iterator.js';
import { findMissingSinks } from './missing-sinks.js';
import type { Sink } from './sink.js';
import type { Recorder } from '../store/recorder.js';
import type { RequestEvent } from '../request-event.js';
import { WriteBatcher } from '../store/write-batcher.js';
import { StateHealth } from '../store/state-health.js';
import type { StateChange, StateStore } from '../store/store.js';
import type { WatcherEvent } from '../watcher-event.js';
import type { WatcherSnapshot } from '../watcher-interface.js';

/** How often the size of the state is looked at. */
const SIZE_EVERY_MS = 60_000;

/** What records are kept with. */
export interface RecordKeepingParts {
  readonly store: StateStore;
  readonly sinks: readonly Sink[];
  readonly maxDeliveryAgeMs: number;
  readonly emit: (event: WatcherEvent) => void;
  /** Aborted when the watcher stops: from then on nothing waits for a state that fails. */
  readonly stopping: AbortSignal;
}

/** The state of a watcher while it is open: stores events, tells them, and has them delivered. */
export class RecordKeeping implements Recorder {
  readonly dispatcher: Dispatcher;
  readonly #parts: RecordKeepingParts;
  readonly #health: StateHealth;
  readonly #journal: WriteBatcher;
  readonly #release: () => void;
  #stateBytes = 0;
  #isClosed = false;
  #cancelTimer: () => void = () => undefined;

  private constructor(parts: RecordKeepingParts) {
    const { store, maxDeliveryAgeMs, emit, stopping } = parts;
    this.#parts = parts;
    this.#health = new StateHealth(emit);
    this.#journal = new WriteBatcher(store, this.#health);
    if (stopping.aborted) this.#journal.giveUp();
    this.#release = onAbort(stopping, () => this.#journal.giveUp());
    this.dispatcher = new Dispatcher({ store, journal: this.#journal, maxDeliveryAgeMs, emit });
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
      await records.#tellMissingSinks();
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

  /** Present while the state cannot be written. */
  get trouble(): WatcherSnapshot['stateProblem'] {
    return this.#health.trouble;
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
    this.#release();
    this.#cancelTimer();
    await this.dispatcher.closeAll();
    await this.#journal.close();
    await this.#parts.store.close();
  }

  async #tellMissingSinks(): Promise<void> {
    const { store, sinks, maxDeliveryAgeMs, emit } = this.#parts;
    const names = new Set(sinks.map(({ name }) => name));
    const state = { store, journal: this.#journal };
    for await (const missing of findMissingSinks(state, names, maxDeliveryAgeMs)) {
      emit({ type: 'sink-missing', at: wallClock(), ...missing });
    }
  }

  async #measure(): Promise<void> {
    this.#stateBytes = await this.#parts.store.sizeBytes().catch(() => this.#stateBytes);
    if (this.#isClosed) return;
    this.#cancelTimer = startTimer(SIZE_EVERY_MS, () => void this.#measure());
  }
}
