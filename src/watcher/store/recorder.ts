import type { RequestEvent } from '../request-event.js';
import type { StateChange } from './store.js';

/** Stores what has happened, and emits it once it is stored. */
export interface Recorder {
  /** Stores an event for the sinks that receive it, together with `changes`, and then emits it. */
  record(event: RequestEvent, changes: readonly StateChange[]): Promise<void>;
  /** Stores changes without an event. */
  commit(changes: readonly StateChange[]): Promise<void>;
}
