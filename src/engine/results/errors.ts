import type { FailureCategory } from './failure-category.js';
import type { RequestDetails, RequestId, RequestStatus } from '../requests/request.js';
import { escapeControlChars } from '../util/escape-control-chars.js';

/** Brands errors of this package, also those of another installed copy. */
export const ERROR_BRAND = Symbol.for('sso-admin-waiter.error');

/** The context of an error: the request, and the progress of the wait. */
export interface ErrorContext {
  /** The request that the error is about. */
  readonly request?: RequestId;
  /** The last status that AWS reported; absent if no poll returned one. */
  readonly lastStatus?: RequestStatus;
  /** Time waited, in milliseconds. */
  readonly elapsedMs?: number;
  /** How many polls returned something about the request. */
  readonly polls?: number;
  /** The original error, or the reason of the signal. */
  readonly cause?: unknown;
}

/** The base of every error of this package. `code` is stable; messages may be reworded. */
export abstract class WaiterError extends Error {
  /** The stable code of the class. */
  abstract readonly code: ErrorCode;
  /** The request; absent if the call was about none, such as `ListInstances`. */
  readonly request: RequestId | undefined;
  /** The last status that AWS reported; `undefined` if no poll returned one. */
  readonly lastStatus: RequestStatus | undefined;
  /** Time waited, in milliseconds; `undefined` if the error is not about a wait. */
  readonly elapsedMs: number | undefined;
  /** How many polls returned something about the request; `undefined` if the error is not about a wait. */
  readonly polls: number | undefined;

  constructor(message: string, context: ErrorContext = {}) {
    super(message, 'cause' in context ? { cause: context.cause } : undefined);
    this.name = new.target.name;
    this.request = context.request;
    this.lastStatus = context.lastStatus;
    this.elapsedMs = context.elapsedMs;
    this.polls = context.polls;
    Object.defineProperty(this, ERROR_BRAND, { value: true });
  }
}

/** AWS reports that the request failed. */
export class RequestFailedError extends WaiterError {
  readonly code = 'REQUEST_FAILED';
  override readonly lastStatus = 'FAILED';
  /** The reason that AWS gave; absent if it gave none. */
  readonly failureReason: string | undefined;
  /** The category of the reason; `other` if AWS gave none. */
  readonly category: FailureCategory;
  /** The subject of the request. */
  readonly details: RequestDetails;

  constructor(
    message: string,
    context: ErrorContext & {
      readonly failureReason: string | undefined;
      readonly category: FailureCategory;
      readonly details: RequestDetails;
    },
  ) {
    super(message, context);
    this.failureReason = context.failureReason;
    this.category = context.category;
    this.details = context.details;
  }
}

/** The deadline passed before the request ended. The request may still succeed or fail. */
export class WaitTimeoutError extends WaiterError {
  readonly code = 'WAIT_TIMEOUT';
  /** The deadline that passed, in milliseconds from the start of the wait. */
  readonly timeoutMs: number;

  constructor(message: string, context: ErrorContext & { readonly timeoutMs: number }) {
    super(message, context);
    this.timeoutMs = context.timeoutMs;
  }
}

/** AWS does not know the request id, even after the grace period. */
export class RequestNotFoundError extends WaiterError {
  readonly code = 'REQUEST_NOT_FOUND';
}

/** The caller aborted the wait or stopped the tracker; `cause` is the signal's reason. */
export class WaitAbortedError extends WaiterError {
  readonly code = 'WAIT_ABORTED';
}

/** The caller lacks a permission. */
export class AccessDeniedError extends WaiterError {
  readonly code = 'ACCESS_DENIED';
  /** The IAM action that was refused, such as `sso:DescribePermissionSetProvisioningStatus`. */
  readonly action: string;

  constructor(message: string, context: ErrorContext & { readonly action: string }) {
    super(message, context);
    this.action = context.action;
  }
}

/** AWS rejected the input as invalid. */
export class InvalidRequestError extends WaiterError {
  readonly code = 'INVALID_REQUEST';
}

/** There are no credentials, or AWS rejects them. */
export class CredentialsError extends WaiterError {
  readonly code = 'CREDENTIALS';
}

/** No AWS Region is configured. */
export class RegionError extends WaiterError {
  readonly code = 'REGION';
}

/** The instance's encryption key cannot be used. The request id may be correct. */
export class KmsKeyError extends WaiterError {
  readonly code = 'KMS_KEY';
}

/** AWS could not be reached, or did not respond, in all retries. */
export class ServiceUnavailableError extends WaiterError {
  readonly code = 'SERVICE_UNAVAILABLE';
}

/** The call failed permanently, for a reason that has no class of its own. */
export class CallRefusedError extends WaiterError {
  readonly code = 'CALL_REFUSED';
}

/** An option or argument is invalid. The message names it, the value received and the value expected. */
export class InvalidOptionError extends WaiterError {
  readonly code = 'INVALID_OPTION';
  /** The path of the option, such as `instances[0].region`. */
  readonly option: string;

  /** @param expected what the option must be; with a full stop at its end, `received` is not shown */
  constructor(option: string, received: unknown, expected: string) {
    const was = received === undefined ? 'none was given' : `received ${describeValue(received)}`;
    super(`${option} must be ${expected}${expected.endsWith('.') ? '' : `, but ${was}.`}`);
    this.option = option;
  }
}

/**
 * The state of a watcher cannot be used. A locked, damaged or newer state is left unchanged. A failed write
 * was stored either completely or not at all.
 */
export class StateError extends WaiterError {
  readonly code = 'STATE';
  /**
   * `locked`: another watcher uses it. `damaged`: it contains invalid records. `newer`: a later version of
   * this package wrote it. `unavailable`: it cannot be read or written. `full`: too many events are pending
   * for an iterator.
   */
  readonly reason: 'locked' | 'damaged' | 'newer' | 'unavailable' | 'full';

  constructor(message: string, reason: StateError['reason'], cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.reason = reason;
  }
}

/** The stable codes of all errors. */
export type ErrorCode =
  | 'REQUEST_FAILED'
  | 'WAIT_TIMEOUT'
  | 'REQUEST_NOT_FOUND'
  | 'WAIT_ABORTED'
  | 'ACCESS_DENIED'
  | 'INVALID_REQUEST'
  | 'CREDENTIALS'
  | 'REGION'
  | 'KMS_KEY'
  | 'SERVICE_UNAVAILABLE'
  | 'CALL_REFUSED'
  | 'INVALID_OPTION'
  | 'STATE'
  | 'UNSUCCESSFUL_REQUESTS';

/** Errors that leave the status of a request unknown. */
export type RefusalError =
  | AccessDeniedError
  | InvalidRequestError
  | CredentialsError
  | RegionError
  | KmsKeyError
  | ServiceUnavailableError
  | CallRefusedError;

function describeValue(value: unknown): string {
  if (typeof value === 'string') {
    return value === '' ? 'an empty string' : `"${escapeControlChars(value.slice(0, 200))}"`;
  }
  if (typeof value === 'function') return 'a function';
  if (value === null || typeof value !== 'object') return String(value);
  return Array.isArray(value) ? `an array of ${value.length}` : 'an object';
}
