import {
  ERROR_BRAND,
  type AccessDeniedError,
  type ErrorCode,
  type InvalidOptionError,
  type RefusalError,
  type RequestFailedError,
  type RequestNotFoundError,
  type StateError,
  type WaitAbortedError,
  type WaiterError,
  type WaitTimeoutError,
} from './errors.js';
import type { UnsuccessfulRequestsError } from './unsuccessful-requests-error.js';

/** The error classes by their stable code. */
export type ErrorByCode = {
  readonly [Code in ErrorCode]: Extract<
    | RefusalError
    | RequestFailedError
    | WaitTimeoutError
    | RequestNotFoundError
    | WaitAbortedError
    | InvalidOptionError
    | StateError
    | UnsuccessfulRequestsError,
    { readonly code: Code }
  >;
};

/**
 * Whether `error` is an error of this package, and if a `code` is given, whether it has that code. Works
 * across two installed copies of the package, unlike `instanceof`.
 */
export function isWaiterError(error: unknown): error is WaiterError;
export function isWaiterError<Code extends ErrorCode>(
  error: unknown,
  code: Code,
): error is ErrorByCode[Code];
export function isWaiterError(error: unknown, code?: ErrorCode): boolean {
  if (typeof error !== 'object' || error === null || !(ERROR_BRAND in error)) return false;
  return code === undefined || ('code' in error && error.code === code);
}

/** Whether AWS reported that the request failed. */
export const isRequestFailedError = (error: unknown): error is RequestFailedError =>
  isWaiterError(error, 'REQUEST_FAILED');

/** Whether the deadline passed. */
export const isWaitTimeoutError = (error: unknown): error is WaitTimeoutError =>
  isWaiterError(error, 'WAIT_TIMEOUT');

/** Whether AWS does not know the request id. */
export const isRequestNotFoundError = (error: unknown): error is RequestNotFoundError =>
  isWaiterError(error, 'REQUEST_NOT_FOUND');

/** Whether the caller aborted. */
export const isWaitAbortedError = (error: unknown): error is WaitAbortedError =>
  isWaiterError(error, 'WAIT_ABORTED');

/** Whether a permission is missing. */
export const isAccessDeniedError = (error: unknown): error is AccessDeniedError =>
  isWaiterError(error, 'ACCESS_DENIED');

/** Whether not all of several requests succeeded. */
export const isUnsuccessfulRequestsError = (error: unknown): error is UnsuccessfulRequestsError =>
  isWaiterError(error, 'UNSUCCESSFUL_REQUESTS');
