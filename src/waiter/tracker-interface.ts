import type { CallCounts } from '../engine/calls/call-log.js';
import type { Listener } from '../engine/events/emitter.js';
import type { TrackerEvent, TrackerEventType } from '../engine/events/tracker-events.js';
import type { RequestRef } from '../engine/requests/request.js';
import type { OutcomeCounts } from '../engine/tracking/request-table.js';
import type { RequestOutcome } from '../engine/results/outcome.js';

/** Counts of a tracker, for progress displays and metrics. */
export interface TrackerSnapshot {
  /** Requests tracked so far. */
  readonly tracked: number;
  /** How many of them are pending. */
  readonly pending: number;
  /** How many requests have ended with each type of outcome. */
  readonly outcomes: OutcomeCounts;
  /** Calls on the client since the tracker was created, including those of other users. */
  readonly calls: CallCounts;
  /** The current rate limit, in calls a second. */
  readonly ratePerSecond: number;
  /** The ceiling of the rate limit, in calls a second. */
  readonly ceilingPerSecond: number;
  /** Since the tracker was created, in milliseconds. */
  readonly elapsedMs: number;
}

/**
 * Tracks requests until each has ended, and emits an event for each change.
 *
 * No calls are made before the first `track`, or after the last request has ended. As an async iterable it
 * returns every event since the iteration began. The iteration ends when no request is pending, or with
 * `stop`.
 */
export interface Tracker extends AsyncIterable<TrackerEvent>, AsyncDisposable {
  /**
   * Tracks a request. Tracking the same request again has no effect.
   *
   * @param options.timeoutMs its deadline in milliseconds; default: the tracker's
   * @throws {InvalidOptionError} when the ref is invalid, or the tracker was stopped
   */
  track(ref: RequestRef, options?: { readonly timeoutMs?: number }): void;
  /** Calls `listener` for each event of a type, or of every type with `*`. */
  on<Type extends TrackerEventType | '*'>(type: Type, listener: Listener<TrackerEvent, Type>): this;
  /** Calls `listener` for the next event of a type only. */
  once<Type extends TrackerEventType | '*'>(
    type: Type,
    listener: Listener<TrackerEvent, Type>,
  ): this;
  /** Removes a listener. */
  off<Type extends TrackerEventType | '*'>(
    type: Type,
    listener: Listener<TrackerEvent, Type>,
  ): this;
  /** Resolves when all tracked requests have ended, to the outcomes in the order of tracking. */
  settled(): Promise<readonly RequestOutcome[]>;
  /** Ends all pending requests at once as `aborted`. No more calls are made. */
  stop(reason?: unknown): void;
  /** The current counts, as a copy. It may be called at any time, also after `stop`. */
  snapshot(): TrackerSnapshot;
}
