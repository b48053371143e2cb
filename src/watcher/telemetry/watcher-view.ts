import type { WatcherEvent } from '../watcher-event.js';
import type { WatcherSnapshot } from '../watcher-interface.js';

/** The part of a watcher that displays need. */
export interface WatcherView {
  on(type: '*', listener: (event: WatcherEvent) => void): unknown;
  off(type: '*', listener: (event: WatcherEvent) => void): unknown;
  snapshot(): WatcherSnapshot;
}
