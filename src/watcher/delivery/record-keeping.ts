import { StateError } from '../../engine/results/errors.js';
import { startTimer, wallClock } from '../../engine/util/clock.js';
import { onAbort } from '../../engine/util/abortable.js';
import { Dispatcher } from './dispatcher.js';
import { ITERATOR_PREFIX } from './event-iterator.js';
import { findMissingSinks } from './missing-sinks.js';
import type { Sink } from './sink.js';
import type { Recorder } from '../store/recorder.js';
import type { RequestEvent } from '../request-event.js';
import { WriteBatcher, StateHealth } from '../store/write-batcher.js';
import type { StateChange, StateStore } from '../store/store.js';
import type { WatcherEvent } from '../watcher-event.js';
import type { WatcherSnapshot } from '../watcher-interface.js';

/** The pause between two measurements of the size of the state. */
const SIZE_INTERVAL_MS = 60_000;

export interface RecordKeepingDeps {
  readonly store: StateStore;
  readonly sinks: readonly Sink[];
  readonly maxDeliveryAgeMs: number;
  readonly emit: (event: WatcherEvent) => void;
  /** Aborted when the watcher stops. From then on failed writes are not retried. */
  readonly stopping: AbortSignal;
}

/** The open state of a watcher: stores events, emits them, and dispatches them to the sinks. */
export class RecordKeeping implements Recorder {
  readonly dispatcher: Dispatcher;
  readonly #deps: RecordKeepingDeps;
  readonly #health: StateHealth;
  readonly #batcher: WriteBatcher;
  readonly #release: () => void;
  #stateBytes = 0;
  #isClosed = false;
  #cancelTimer: () => void = () => undefined;

  private constructor(deps: RecordKeepingDeps) {
    const { store, maxDeliveryAgeMs, emit, stopping } = deps;
    this.#deps = deps;
    this.#health = new StateHealth(emit);
    this.#batcher = new WriteBatcher(store, this.#health);
    if (stopping.aborted) this.#batcher.stopRetries();
    this.#release = onAbort(stopping, () => this.#batcher.stopRetries());
    this.dispatcher = new Dispatcher({ store, batcher: this.#batcher, maxDeliveryAgeMs, emit });
  }

  /**
   * Opens the state, and starts to deliver pending events.
   * @throws {StateError} when it cannot be used
   */
  static async open(deps: RecordKeepingDeps): Promise<RecordKeeping> {
    await deps.store.open();
    const records = new RecordKeeping(deps);
    try {
      await records.dispatcher.discard(ITERATOR_PREFIX);
      for (const sink of deps.sinks) await records.dispatcher.open(sink);
      await records.#reportMissingSinks();
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
  get problem(): WatcherSnapshot['stateProblem'] {
    return this.#health.problem;
  }

  async record(event: RequestEvent, changes: readonly StateChange[]): Promise<void> {
    // The event would be stored as reported, but its outboxes are closed.
    if (this.#isClosed) throw new StateError('The state is closed.', 'unavailable');
    const posting = this.dispatcher.post(event);
    await this.#batcher.commit([...changes, ...posting.changes]);
    this.#deps.emit(event);
    posting.send();
  }

  commit(changes: readonly StateChange[]): Promise<void> {
    return this.#batcher.commit(changes);
  }

  /** Ends deliveries, writes pending changes, and closes the state. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#release();
    this.#cancelTimer();
    await this.dispatcher.closeAll();
    await this.#batcher.close();
    await this.#deps.store.close();
  }

  async #reportMissingSinks(): Promise<void> {
    const { store, sinks, maxDeliveryAgeMs, emit } = this.#deps;
    const names = new Set(sinks.map(({ name }) => name));
    const state = { store, batcher: this.#batcher };
    for await (const missing of findMissingSinks(state, names, maxDeliveryAgeMs)) {
      emit({ type: 'sink-missing', at: wallClock(), ...missing });
    }
  }

  async #measure(): Promise<void> {
    this.#stateBytes = await this.#deps.store.sizeBytes().catch(() => this.#stateBytes);
    if (this.#isClosed) return;
    this.#cancelTimer = startTimer(SIZE_INTERVAL_MS, () => void this.#measure());
  }
}
