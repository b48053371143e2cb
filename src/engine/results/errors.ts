import type { FailureCategory } from './failure-category.js';
import type { RequestDetails, RequestId, RequestStatus } from '../requests/request.js';
import { escapeControlChars } from '../util/escape-control-chars.js';

/** Marks errors of this package, also those of another installed copy of it. */
export const ERROR_BRAND = Symbol.for('sso-admin-waiter.error');

/** What is known about the request, or the call, that an error speaks of. */
export interface ErrorContext {
  readonly request?: RequestId;
  /** The last status that the service gave; absent when no poll was ever answered. */
  readonly lastStatus?: RequestStatus;
  /** Time waited, in milliseconds. */
  readonly elapsedMs?: number;
  /** How many polls told something about the request. */
  readonly polls?: number;
  readonly cause?: unknown;
}

/** The base of every error of this package. `code` is stable; messages may be reworded. */
export abstract class WaiterError extends Error {
  abstract readonly code: ErrorCode;
  /** The request it is about; absent where a call is about none, such as `ListInstances`. */
  readonly request: RequestId | undefined;
  readonly lastStatus: RequestStatus | undefined;
  readonly elapsedMs: number | undefined;
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

/** The service reported that the request failed. */
export class RequestFailedError extends WaiterError {
  readonly code = 'REQUEST_FAILED';
  override readonly lastStatus = 'FAILED';
  /** Why, in the service's words; absent when it gave none. */
  readonly failureReason: string | undefined;
  readonly category: FailureCategory;
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

/** The deadline passed before the request ended, which says nothing about how it will end. */
export class WaitTimeoutError extends WaiterError {
  readonly code = 'WAIT_TIMEOUT';
  /** The deadline that passed, in milliseconds from the start of the wait. */
  readonly timeoutMs: number;

  constructor(message: string, context: ErrorContext & { readonly timeoutMs: number }) {
    super(message, context);
    this.timeoutMs = context.timeoutMs;
  }
}

/** The service does not know the request id, even after the grace period. */
export class RequestNotFoundError extends WaiterError {
  readonly code = 'REQUEST_NOT_FOUND';
}

/** The caller aborted the wait or stopped the tracker; `cause` is the signal's reason. */
export class WaitAbortedError extends WaiterError {
  readonly code = 'WAIT_ABORTED';
}

/** The caller's identity lacks a permission. */
export class AccessDeniedError extends WaiterError {
  readonly code = 'ACCESS_DENIED';
  /** The IAM action that was refused, such as `sso:DescribePermissionSetProvisioningStatus`. */
  readonly action: string;

  constructor(message: string, context: ErrorContext & { readonly action: string }) {
    super(message, context);
    this.action = context.action;
  }
}

/** The service refused the input as invalid. */
export class InvalidRequestError extends WaiterError {
  readonly code = 'INVALID_REQUEST';
}

/** There are no credentials, or the service does not accept them. */
export class CredentialsError extends WaiterError {
  readonly code = 'CREDENTIALS';
}

/** No AWS Region is configured. */
export class RegionError extends WaiterError {
  readonly code = 'REGION';
}

/** The instance's encryption key cannot be used; this is not about the request id. */
export class KmsKeyError extends WaiterError {
  readonly code = 'KMS_KEY';
}

/** The service could not be reached, or did not answer, for as long as it was tried. */
export class ServiceUnavailableError extends WaiterError {
  readonly code = 'SERVICE_UNAVAILABLE';
}

/** The call failed in a way that trying again cannot mend and that has no class of its own. */
export class CallRefusedError extends WaiterError {
  readonly code = 'CALL_REFUSED';
}

/** An option or argument is not usable: names it, what was received and what is expected. */
export class InvalidOptionError extends WaiterError {
  readonly code = 'INVALID_OPTION';
  readonly option: string;

  constructor(option: string, received: unknown, expected: string) {
    const was = received === undefined ? 'none was given' : `received ${describeValue(received)}`;
    super(`${option} must be ${expected}, but ${was}.`);
    this.option = option;
  }
}

/**
 * The state of a watcher cannot be used. What is locked, damaged or newer is left as it is; a write that
 * failed may be stored or not, as a whole.
 */
export class StateError extends WaiterError {
  readonly code = 'STATE';
  /**
   * `locked`: another watcher uses it. `damaged`: it holds what no watcher wrote. `newer`: a later
   * version of this package wrote it. `unavailable`: it cannot be read or written at all.
   * `full`: an iteration over events left too many of them in it.
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

/** Errors that mean that how a request ends could not be found out. */
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
