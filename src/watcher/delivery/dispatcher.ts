import { settledWithin } from '../../engine/util/abortable.js';
import { wallClock } from '../../engine/util/clock.js';
import type { RequestEvent } from '../request-event.js';
import type { WriteBatcher } from '../store/write-batcher.js';
import { outboxesPrefix } from '../store/records.js';
import { entryPages } from '../store/entry-pages.js';
import type { StateChange, StateStore } from '../store/store.js';
import type { SinkSnapshot } from '../watcher-interface.js';
import { SinkWorker, type SinkWorkerEvent } from './sink-worker.js';
import { Outbox } from './outbox.js';
import type { Sink } from './sink.js';

export interface DispatcherDeps {
  readonly store: StateStore;
  readonly batcher: WriteBatcher;
  readonly maxDeliveryAgeMs: number;
  readonly emit: (event: SinkWorkerEvent) => void;
}

/** The limit of an iterator, which is a sink that is not configured. */
export interface Limit {
  readonly max: number;
  /** An event is not added because `max` events are pending. */
  readonly onFull: () => void;
}

/** An event that is being added to the outboxes. */
export interface Posting {
  /** The changes to store. */
  readonly changes: readonly StateChange[];
  /** Delivers the event. Call it once the changes are stored. */
  readonly send: () => void;
}

/** The sinks of a watcher. Each has its own outbox and worker, so that none blocks another. */
export class Dispatcher {
  readonly #deps: DispatcherDeps;
  readonly #workers = new Map<string, SinkWorker>();
  readonly #limits = new Map<string, Limit>();

  constructor(deps: DispatcherDeps) {
    this.#deps = deps;
  }

  /**
   * Opens a sink, and starts with its pending events.
   *
   * @param limit for an iterator: it is in no snapshot, and emits no events
   */
  async open(sink: Sink, limit?: Limit): Promise<void> {
    const { store, batcher, maxDeliveryAgeMs } = this.#deps;
    const emit = limit === undefined ? this.#deps.emit : () => undefined;
    const outbox = await Outbox.open({ store, batcher }, sink.name, (count) =>
      emit({ type: 'dead-letters-dropped', at: wallClock(), sink: sink.name, count }),
    );
    const worker = new SinkWorker(sink, outbox, { maxDeliveryAgeMs, emit });
    this.#workers.set(sink.name, worker);
    if (limit !== undefined) this.#limits.set(sink.name, limit);
    worker.pump();
  }

  /** Closes a sink. Its pending events stay in the state. */
  async close(name: string): Promise<void> {
    const worker = this.#workers.get(name);
    this.#workers.delete(name);
    this.#limits.delete(name);
    await worker?.close();
  }

  /** Deletes the pending events of all sinks whose names begin with `prefix`. */
  async discard(prefix: string): Promise<void> {
    const { store, batcher } = this.#deps;
    // Events that were posted before may not be stored yet.
    await batcher.commit([]);
    for await (const entries of entryPages(store, outboxesPrefix(prefix))) {
      await batcher.commit(entries.map(({ key }) => ({ type: 'delete', key })));
    }
  }

  /** Adds an event to the outboxes of all sinks that receive it. */
  post(event: RequestEvent): Posting {
    const receivers = [...this.#workers.values()].filter(
      (worker) => isReceived(worker.sink, event) && this.#hasRoom(worker),
    );
    const posts = receivers.map((worker) => worker.post(event));
    return {
      changes: posts.map(({ change }) => change),
      send: () => {
        for (const { send } of posts) send();
      },
    };
  }

  /** Resolves when all deliverable events are delivered, or after `timeoutMs`. */
  async drain(timeoutMs: number): Promise<void> {
    await settledWithin(
      timeoutMs,
      Promise.all([...this.#workers.values()].map((worker) => worker.idle())),
    );
  }

  /** Closes all iterators. */
  async closeIterators(): Promise<void> {
    await Promise.all([...this.#limits.keys()].map((name) => this.close(name)));
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#workers.keys()].map((name) => this.close(name)));
  }

  snapshot(): readonly SinkSnapshot[] {
    const workers = [...this.#workers.values()].filter(({ sink }) => !this.#limits.has(sink.name));
    return workers.map((worker) => worker.snapshot());
  }

  #hasRoom({ sink, size }: SinkWorker): boolean {
    const limit = this.#limits.get(sink.name);
    if (limit === undefined || size < limit.max) return true;
    limit.onFull();
    return false;
  }
}

function isReceived({ receives }: Sink, { type }: RequestEvent): boolean {
  return type !== 'discovered' || receives !== 'terminal';
}
