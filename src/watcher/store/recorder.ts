import type { RequestEvent } from '../request-event.js';
import type { StateChange } from './store.js';

/** Stores what has happened, and tells it once it is stored. */
export interface Recorder {
  /** Stores an event for the sinks that want it, together with `changes`, and then tells it. */
  record(event: RequestEvent, changes: readonly StateChange[]): Promise<void>;
  /** Stores what nobody needs to be told. */
  commit(changes: readonly StateChange[]): Promise<void>;
}
