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
  /** Of these, how many have not ended yet. */
  readonly pending: number;
  readonly outcomes: OutcomeCounts;
  /** Calls on the client since the tracker was made, whoever caused them. */
  readonly calls: CallCounts;
  /** The pacer's rate now, in calls a second. */
  readonly ratePerSecond: number;
  /** What the rate may climb to, in calls a second. */
  readonly ceilingPerSecond: number;
  /** Since the tracker was made, in milliseconds. */
  readonly elapsedMs: number;
}

/**
 * Follows requests until each has ended, and emits an event for each change.
 *
 * Nothing is called before the first `track`, and nothing after the last request has ended. As an
 * async iterable it gives every event from when the iteration begins; the iteration ends when nothing
 * is pending any more, or with `stop`.
 */
export interface Tracker extends AsyncIterable<TrackerEvent>, AsyncDisposable {
  /**
   * Follows a request from now on. The same request again is one entry.
   *
   * @param options.timeoutMs its deadline, instead of the tracker's
   * @throws {InvalidOptionError} when the ref is not usable, or the tracker was stopped
   */
  track(ref: RequestRef, options?: { readonly timeoutMs?: number }): void;
  /** Calls `listener` for each event of a type, or of every type with `*`. */
  on<Type extends TrackerEventType | '*'>(type: Type, listener: Listener<TrackerEvent, Type>): this;
  /** Calls `listener` for the next event of a type only. */
  once<Type extends TrackerEventType | '*'>(
    type: Type,
    listener: Listener<TrackerEvent, Type>,
  ): this;
  /** Takes a listener back. */
  off<Type extends TrackerEventType | '*'>(
    type: Type,
    listener: Listener<TrackerEvent, Type>,
  ): this;
  /** Resolves when all that is tracked has ended, to the outcomes in the order of tracking. */
  settled(): Promise<readonly RequestOutcome[]>;
  /** Ends at once whatever is pending, as `aborted`; nothing more is sent. */
  stop(reason?: unknown): void;
  snapshot(): TrackerSnapshot;
}
