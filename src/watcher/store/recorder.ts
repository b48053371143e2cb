import type { RequestEvent } from '../request-event.js';
import type { StateChange } from './store.js';

/** Stores events and other changes. Events are emitted once they are stored. */
export interface Recorder {
  /** Stores an event for the sinks that receive it, together with `changes`, and then emits it. */
  record(event: RequestEvent, changes: readonly StateChange[]): Promise<void>;
  /** Stores changes without an event. */
  commit(changes: readonly StateChange[]): Promise<void>;
}
