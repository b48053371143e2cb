import type {
  RefusalError,
  RequestFailedError,
  RequestNotFoundError,
  WaitAbortedError,
  WaitTimeoutError,
} from './errors.js';
import type { FailureCategory } from './failure-category.js';
import type { RequestDetails, RequestId, RequestStatus } from '../requests/request.js';

/** What a wait has learned and spent so far. */
export interface Progress extends RequestId {
  /** The last status that the service gave; absent when no poll was answered yet. */
  readonly lastStatus?: RequestStatus;
  /** Time waited, in milliseconds. */
  readonly elapsedMs: number;
  /** How many polls told something about this request. */
  readonly polls: number;
}

/** The request succeeded. */
export interface SucceededOutcome extends Progress, RequestDetails {
  readonly type: 'succeeded';
  readonly status: 'SUCCEEDED';
  /**
   * The describe's output as the SDK gave it; absent when a list row or the start call said so. Not
   * enumerable, so that it appears in no log and no JSON.
   */
  readonly response?: object;
}

/** The request failed, and why. */
export interface FailedOutcome extends Progress, RequestDetails {
  readonly type: 'failed';
  readonly status: 'FAILED';
  readonly failureReason?: string;
  readonly category: FailureCategory;
  readonly error: RequestFailedError;
}

/** The deadline passed; how the request ends is not known. */
export interface TimedOutOutcome extends Progress, RequestDetails {
  readonly type: 'timed-out';
  readonly error: WaitTimeoutError;
}

/** The service does not know the id. */
export interface NotFoundOutcome extends Progress, RequestDetails {
  readonly type: 'not-found';
  readonly error: RequestNotFoundError;
}

/** The service refused to tell: access, credentials, Region, key, input. */
export interface RefusedOutcome extends Progress, RequestDetails {
  readonly type: 'refused';
  readonly error: RefusalError;
}

/** The caller stopped waiting. */
export interface AbortedOutcome extends Progress, RequestDetails {
  readonly type: 'aborted';
  readonly error: WaitAbortedError;
}

/** How a wait for one request ended. Only `succeeded` and `failed` say how the request ended. */
export type RequestOutcome =
  | SucceededOutcome
  | FailedOutcome
  | TimedOutOutcome
  | NotFoundOutcome
  | RefusedOutcome
  | AbortedOutcome;

/** Outcomes other than success; each holds an `error`. */
export type UnsuccessfulOutcome = Exclude<RequestOutcome, SucceededOutcome>;
