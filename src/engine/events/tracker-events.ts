import type { FaultKind } from '../calls/fault.js';
import { requestKey, type RequestDetails } from '../requests/request.js';
import type {
  FailedOutcome,
  NotFoundOutcome,
  Progress,
  RefusedOutcome,
  SucceededOutcome,
  TimedOutOutcome,
} from '../results/outcome.js';

interface At {
  /** When it was noticed, by this machine's clock. */
  readonly at: Date;
}

/** A request is waited for from now on. */
export interface TrackedEvent extends Progress, RequestDetails, At {
  readonly type: 'tracked';
}

/** A look found the request still in progress. */
export interface ProgressEvent extends Progress, RequestDetails, At {
  readonly type: 'progress';
}

/** The request succeeded, on the service's word. */
export interface SucceededEvent extends SucceededOutcome, At {}

/** The request failed, on the service's word. */
export interface FailedEvent extends FailedOutcome, At {}

/** The deadline passed; how the request ends is not known. */
export interface TimedOutEvent extends TimedOutOutcome, At {}

/** The service does not know the id, even after the grace period. */
export interface NotFoundEvent extends NotFoundOutcome, At {}

/** The service refused to tell, and asking again would not help. */
export interface RefusedEvent extends RefusedOutcome, At {}

/** A call was throttled, and the pacer slowed down. */
export interface ThrottledEvent extends At {
  readonly type: 'throttled';
  readonly operation: string;
  /** The rate from now on, in calls a second. */
  readonly ratePerSecond: number;
  /** How long the service asked to be left alone, in milliseconds. */
  readonly retryAfterMs?: number;
}

/** The first call that was answered after throttling or failed polls. */
export interface RecoveredEvent extends At {
  readonly type: 'recovered';
  readonly operation: string;
  /** How long calls went unanswered or throttled, in milliseconds. */
  readonly afterMs: number;
}

/** A call failed. */
export interface PollFailedEvent extends At {
  readonly type: 'poll-failed';
  readonly operation: string;
  /** Present when the call was about one request. */
  readonly requestId?: string;
  readonly fault: FaultKind;
  readonly message: string;
  /** Which attempt of this call it was, from 1. */
  readonly attempt: number;
  /** Whether it is tried again, because such a fault passes. */
  readonly retryable: boolean;
}

/** The tracker was stopped: the last event. */
export interface StoppedEvent extends At {
  readonly type: 'stopped';
  /** Requests whose outcome is not known, because nobody waits for them any more. */
  readonly aborted: number;
}

/** Every event of a tracker, by its `type`. */
export interface TrackerEventMap {
  readonly tracked: TrackedEvent;
  readonly progress: ProgressEvent;
  readonly succeeded: SucceededEvent;
  readonly failed: FailedEvent;
  readonly 'timed-out': TimedOutEvent;
  readonly 'not-found': NotFoundEvent;
  readonly refused: RefusedEvent;
  readonly throttled: ThrottledEvent;
  readonly recovered: RecoveredEvent;
  readonly 'poll-failed': PollFailedEvent;
  readonly stopped: StoppedEvent;
}

export type TrackerEventType = keyof TrackerEventMap;

/** Any event of a tracker; narrows on `type`. */
export type TrackerEvent = TrackerEventMap[TrackerEventType];

/**
 * The key under which an event renews an earlier one that was not read yet: of those that may come
 * any number of times, only the newest is worth reading.
 */
export function coalesceKey(event: TrackerEvent): string | undefined {
  if (event.type === 'progress') return `progress ${requestKey(event)}`;
  if (event.type === 'throttled' || event.type === 'recovered') {
    return `${event.type} ${event.operation}`;
  }
  if (event.type === 'poll-failed') {
    return `poll-failed ${event.operation} ${event.requestId ?? ''}`;
  }
  return undefined;
}
