import type { WatcherEvent } from '../watcher-event.js';
import type { WatcherSnapshot } from '../watcher-interface.js';

/** As much of a watcher as is needed to show how it is. */
export interface WatcherView {
  on(type: '*', listener: (event: WatcherEvent) => void): unknown;
  off(type: '*', listener: (event: WatcherEvent) => void): unknown;
  snapshot(): WatcherSnapshot;
}
