import { wallClock } from '../../engine/util/clock.js';
import type { RequestEvent } from '../request-event.js';
import type { WriteBatcher } from '../store/write-batcher.js';
import { outboxesPrefix } from '../store/record-keys.js';
import { entryPages } from '../store/entry-pages.js';
import type { StateChange, StateStore } from '../store/store.js';
import type { SinkSnapshot } from '../watcher-interface.js';
import { atMost } from './at-most.js';
import type { SinkWorkerEvent } from './sink-worker-event.js';
import { SinkWorker } from './sink-worker.js';
import { Outbox } from './outbox.js';
import type { Sink } from './sink.js';

/** What a dispatcher works with. */
export interface DispatcherParts {
  readonly store: StateStore;
  readonly journal: WriteBatcher;
  readonly maxDeliveryAgeMs: number;
  readonly emit: (event: SinkWorkerEvent) => void;
}

/** How much may wait for a sink that is no sink of the configuration, but an iterator. */
export interface Bound {
  readonly most: number;
  /** That many wait, and there is another, which is not added. */
  readonly onFull: () => void;
}

/** An event on its way into the outboxes. */
export interface Posting {
  /** What must be stored. */
  readonly changes: readonly StateChange[];
  /** Delivers it, once that is stored. */
  readonly send: () => void;
}

/** The sinks of a watcher, each with an outbox and a lane of its own, so that none waits for another. */
export class Dispatcher {
  readonly #parts: DispatcherParts;
  readonly #lanes = new Map<string, SinkWorker>();
  readonly #bounds = new Map<string, Bound>();

  constructor(parts: DispatcherParts) {
    this.#parts = parts;
  }

  /**
   * Begins with a sink: with what it did not take before, if there is any.
   *
   * @param bound for one that comes and goes: it is in no snapshot, and nothing is told of it
   */
  async open(sink: Sink, bound?: Bound): Promise<void> {
    const { store, journal, maxDeliveryAgeMs } = this.#parts;
    const emit = bound === undefined ? this.#parts.emit : () => undefined;
    const outbox = await Outbox.open({ store, journal }, sink.name, (count) =>
      emit({ type: 'dead-letters-dropped', at: wallClock(), sink: sink.name, count }),
    );
    const lane = new SinkWorker(sink, outbox, { maxDeliveryAgeMs, emit });
    this.#lanes.set(sink.name, lane);
    if (bound !== undefined) this.#bounds.set(sink.name, bound);
    lane.pump();
  }

  /** Ends with a sink. What it did not take stays in the state. */
  async close(name: string): Promise<void> {
    const lane = this.#lanes.get(name);
    this.#lanes.delete(name);
    this.#bounds.delete(name);
    await lane?.close();
  }

  /** Removes what the outboxes of sinks hold whose names begin with `prefix`. */
  async discard(prefix: string): Promise<void> {
    const { store, journal } = this.#parts;
    // What was posted to them before may not be stored yet.
    await journal.commit([]);
    for await (const entries of entryPages(store, outboxesPrefix(prefix))) {
      await journal.commit(entries.map(({ key }) => ({ type: 'delete', key })));
    }
  }

  /** Prepares an event for all sinks that want it. */
  post(event: RequestEvent): Posting {
    const wanting = [...this.#lanes.values()].filter(
      (lane) => wants(lane.sink, event) && this.#hasRoom(lane),
    );
    const posts = wanting.map((lane) => lane.post(event));
    return {
      changes: posts.map(({ change }) => change),
      send: () => {
        for (const { send } of posts) send();
      },
    };
  }

  /** Resolves when everything is delivered that sinks take, or after `timeoutMs`. */
  async drain(timeoutMs: number): Promise<void> {
    await atMost(timeoutMs, Promise.all([...this.#lanes.values()].map((lane) => lane.idle())));
  }

  /** Ends with those that come and go. */
  async closeBounded(): Promise<void> {
    await Promise.all([...this.#bounds.keys()].map((name) => this.close(name)));
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#lanes.keys()].map((name) => this.close(name)));
  }

  snapshot(): readonly SinkSnapshot[] {
    const lanes = [...this.#lanes.values()].filter(({ sink }) => !this.#bounds.has(sink.name));
    return lanes.map((lane) => lane.snapshot());
  }

  #hasRoom({ sink, size }: SinkWorker): boolean {
    const bound = this.#bounds.get(sink.name);
    if (bound === undefined || size < bound.most) return true;
    bound.onFull();
    return false;
  }
}

function wants({ receives }: Sink, { type }: RequestEvent): boolean {
  return type !== 'discovered' || receives !== 'terminal';
}
