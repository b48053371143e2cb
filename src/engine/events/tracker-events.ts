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
  /** When it was detected, by this machine's clock. */
  readonly at: Date;
}

/** The tracker has started to track a request. */
export interface TrackedEvent extends Progress, RequestDetails, At {
  readonly type: 'tracked';
}

/** A poll found the request in progress. */
export interface ProgressEvent extends Progress, RequestDetails, At {
  readonly type: 'progress';
}

/** AWS reports that the request succeeded. */
export interface SucceededEvent extends SucceededOutcome, At {}

/** AWS reports that the request failed. */
export interface FailedEvent extends FailedOutcome, At {}

/** The deadline passed; the result of the request is unknown. */
export interface TimedOutEvent extends TimedOutOutcome, At {}

/** AWS does not know the id, even after the grace period. */
export interface NotFoundEvent extends NotFoundOutcome, At {}

/** AWS refused the call, and a retry would not help. */
export interface RefusedEvent extends RefusedOutcome, At {}

/** A call was throttled, and the rate limiter slowed down. */
export interface ThrottledEvent extends At {
  readonly type: 'throttled';
  /** The operation that was throttled. */
  readonly operation: string;
  /** The new rate, in calls a second. */
  readonly ratePerSecond: number;
  /** The pause that AWS requested, in milliseconds. */
  readonly retryAfterMs?: number;
}

/** The first successful call after throttling or failed calls. */
export interface RecoveredEvent extends At {
  readonly type: 'recovered';
  /** The operation that succeeded. */
  readonly operation: string;
  /** How long calls failed or were throttled, in milliseconds. */
  readonly afterMs: number;
}

/** A call failed. */
export interface PollFailedEvent extends At {
  readonly type: 'poll-failed';
  /** The operation that failed. */
  readonly operation: string;
  /** Present if the call was about one request. */
  readonly requestId?: string;
  /** The kind of failure. */
  readonly fault: FaultKind;
  /** The message of the error. */
  readonly message: string;
  /** The number of the attempt, from 1. */
  readonly attempt: number;
  /** Whether the call is retried. */
  readonly retryable: boolean;
}

/** The tracker was stopped: the last event. */
export interface StoppedEvent extends At {
  readonly type: 'stopped';
  /** How many requests were pending. */
  readonly aborted: number;
}

/** Any event of a tracker; narrows on `type`. */
export type TrackerEvent =
  | TrackedEvent
  | ProgressEvent
  | SucceededEvent
  | FailedEvent
  | TimedOutEvent
  | NotFoundEvent
  | RefusedEvent
  | ThrottledEvent
  | RecoveredEvent
  | PollFailedEvent
  | StoppedEvent;

/** The type of an event of a tracker. */
export type TrackerEventType = TrackerEvent['type'];

/** The events of a tracker by their type. */
export type TrackerEventMap = {
  readonly [Type in TrackerEventType]: Extract<TrackerEvent, { readonly type: Type }>;
};

/**
 * The key under which an event replaces an unread earlier one in a stream. Only events that can repeat any
 * number of times have one.
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
