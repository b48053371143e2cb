import type {
  RefusalError,
  RequestFailedError,
  RequestNotFoundError,
  WaitAbortedError,
  WaitTimeoutError,
} from './errors.js';
import type { FailureCategory } from './failure-category.js';
import type { RequestDetails, RequestId, RequestStatus } from '../requests/request.js';

/** The progress of a wait. */
export interface Progress extends RequestId {
  /** The last status that AWS reported; absent if no poll returned one yet. */
  readonly lastStatus?: RequestStatus;
  /** Time waited, in milliseconds. */
  readonly elapsedMs: number;
  /** How many polls returned something about this request. */
  readonly polls: number;
}

/** The request succeeded. */
export interface SucceededOutcome extends Progress, RequestDetails {
  readonly type: 'succeeded';
  readonly status: 'SUCCEEDED';
  /**
   * The output of the describe; absent if a list row or the start call reported the success. Not enumerable,
   * so that it appears in no log and no JSON.
   */
  readonly response?: object;
}

/** The request failed. */
export interface FailedOutcome extends Progress, RequestDetails {
  readonly type: 'failed';
  readonly status: 'FAILED';
  /** The reason that AWS gave; absent if it gave none. */
  readonly failureReason?: string;
  /** The category of the reason; `other` if AWS gave none. */
  readonly category: FailureCategory;
  /** The error that `waitForRequest` throws. */
  readonly error: RequestFailedError;
}

/** The deadline passed; the result of the request is unknown. */
export interface TimedOutOutcome extends Progress, RequestDetails {
  readonly type: 'timed-out';
  /** The error that `waitForRequest` throws. */
  readonly error: WaitTimeoutError;
}

/** AWS does not know the id. */
export interface NotFoundOutcome extends Progress, RequestDetails {
  readonly type: 'not-found';
  /** The error that `waitForRequest` throws. */
  readonly error: RequestNotFoundError;
}

/** AWS refused the call, because of access, credentials, Region, key or input. */
export interface RefusedOutcome extends Progress, RequestDetails {
  readonly type: 'refused';
  /** The error that `waitForRequest` throws. */
  readonly error: RefusalError;
}

/** The caller stopped waiting. */
export interface AbortedOutcome extends Progress, RequestDetails {
  readonly type: 'aborted';
  /** The error that `waitForRequest` throws. */
  readonly error: WaitAbortedError;
}

/** How a wait for one request ended. Only `succeeded` and `failed` are results of the request itself. */
export type RequestOutcome =
  | SucceededOutcome
  | FailedOutcome
  | TimedOutOutcome
  | NotFoundOutcome
  | RefusedOutcome
  | AbortedOutcome;

/** Outcomes other than success; each holds an `error`. */
export type UnsuccessfulOutcome = Exclude<RequestOutcome, SucceededOutcome>;
