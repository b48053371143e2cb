import type { WatcherView } from '../../../src/watcher/telemetry/watcher-view.js';
import type { WatcherEvent } from '../../../src/watcher/watcher-event.js';
import type { WatcherSnapshot } from '../../../src/watcher/watcher-interface.js';

/** A watcher whose snapshot is set by a test. */
export class FakeWatcher implements WatcherView {
  current: WatcherSnapshot;
  readonly #listeners = new Set<(event: WatcherEvent) => void>();

  constructor(current: WatcherSnapshot) {
    this.current = current;
  }

  /** The number of listeners that were not removed. */
  get listeners(): number {
    return this.#listeners.size;
  }

  on(_type: '*', listener: (event: WatcherEvent) => void): this {
    this.#listeners.add(listener);
    return this;
  }

  off(_type: '*', listener: (event: WatcherEvent) => void): this {
    this.#listeners.delete(listener);
    return this;
  }

  snapshot(): WatcherSnapshot {
    return this.current;
  }

  emit(...events: readonly WatcherEvent[]): void {
    for (const event of events) {
      for (const listener of this.#listeners) listener(event);
    }
  }

  /** Changes the snapshot, and emits an event like a real watcher. */
  change(changes: Partial<WatcherSnapshot>): void {
    this.current = { ...this.current, ...changes };
    this.emit(sweptEvent());
  }
}

/** A simple event. */
export function sweptEvent(): WatcherEvent {
  return {
    type: 'swept',
    at: new Date(),
    instance: 'production',
    kind: 'permission-set-provisioning',
    pages: 1,
    found: 0,
    nextMs: 2_000,
  };
}
