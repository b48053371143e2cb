import type { WatcherEvent } from '../watcher-event.js';
import type { WatcherSnapshot } from '../watcher-interface.js';

/** The part of a watcher that displays need. Any `Watcher` is one. */
export interface WatcherView {
  /** Adds a listener of all events. */
  on(type: '*', listener: (event: WatcherEvent) => void): unknown;
  /** Removes a listener. */
  off(type: '*', listener: (event: WatcherEvent) => void): unknown;
  /** The current state. */
  snapshot(): WatcherSnapshot;
}
