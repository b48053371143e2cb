import {
  ERROR_BRAND,
  type AccessDeniedError,
  type CallRefusedError,
  type CredentialsError,
  type ErrorCode,
  type InvalidOptionError,
  type InvalidRequestError,
  type KmsKeyError,
  type RegionError,
  type RequestFailedError,
  type RequestNotFoundError,
  type ServiceUnavailableError,
  type StateError,
  type WaitAbortedError,
  type WaiterError,
  type WaitTimeoutError,
} from './errors.js';
import type { UnsuccessfulRequestsError } from './unsuccessful-requests-error.js';

/** Every error class by its stable code. */
export interface ErrorByCode extends Readonly<Record<ErrorCode, WaiterError>> {
  readonly REQUEST_FAILED: RequestFailedError;
  readonly WAIT_TIMEOUT: WaitTimeoutError;
  readonly REQUEST_NOT_FOUND: RequestNotFoundError;
  readonly WAIT_ABORTED: WaitAbortedError;
  readonly ACCESS_DENIED: AccessDeniedError;
  readonly INVALID_REQUEST: InvalidRequestError;
  readonly CREDENTIALS: CredentialsError;
  readonly REGION: RegionError;
  readonly KMS_KEY: KmsKeyError;
  readonly SERVICE_UNAVAILABLE: ServiceUnavailableError;
  readonly CALL_REFUSED: CallRefusedError;
  readonly INVALID_OPTION: InvalidOptionError;
  readonly STATE: StateError;
  readonly UNSUCCESSFUL_REQUESTS: UnsuccessfulRequestsError;
}

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
