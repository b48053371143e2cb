import { expectTypeOf } from 'vitest';
import {
  isAccessDeniedError,
  isRequestFailedError,
  isRequestNotFoundError,
  isWaitAbortedError,
  isWaiterError,
  isWaitTimeoutError,
  type AccessDeniedError,
  type ErrorByCode,
  type ErrorCode,
  type KmsKeyError,
  type RefusalError,
  type RequestFailedError,
  type RequestNotFoundError,
  type RequestRef,
  type RequestStatus,
  type WaitAbortedError,
  type WaiterError,
  type WaitTimeoutError,
} from '../../src/index.js';

declare const error: unknown;

// The guards narrow from what a `catch` gives.
if (isRequestFailedError(error)) {
  expectTypeOf(error).toEqualTypeOf<RequestFailedError>();
  expectTypeOf<(typeof error)['code']>().toEqualTypeOf<'REQUEST_FAILED'>();
  expectTypeOf<(typeof error)['lastStatus']>().toEqualTypeOf<'FAILED'>();
}
if (isWaitTimeoutError(error)) {
  expectTypeOf(error).toEqualTypeOf<WaitTimeoutError>();
  expectTypeOf(error.timeoutMs).toBeNumber();
}
if (isRequestNotFoundError(error)) expectTypeOf(error).toEqualTypeOf<RequestNotFoundError>();
if (isWaitAbortedError(error)) expectTypeOf(error).toEqualTypeOf<WaitAbortedError>();
if (isAccessDeniedError(error)) {
  expectTypeOf(error).toEqualTypeOf<AccessDeniedError>();
  expectTypeOf(error.action).toBeString();
}

// The general one narrows to the base, and with a code to its class.
if (isWaiterError(error)) {
  expectTypeOf(error).toEqualTypeOf<WaiterError>();
  expectTypeOf(error.code).toEqualTypeOf<ErrorCode>();
  expectTypeOf(error.lastStatus).toEqualTypeOf<RequestStatus | undefined>();
  expectTypeOf(error.request?.requestId).toEqualTypeOf<RequestRef['requestId'] | undefined>();
}
if (isWaiterError(error, 'KMS_KEY')) expectTypeOf(error).toEqualTypeOf<KmsKeyError>();

// @ts-expect-error no such code
isWaiterError(error, 'NO_SUCH_CODE');

// Each code leads to the class that has it.
type CodeOf<Code extends ErrorCode> = ErrorByCode[Code]['code'];
expectTypeOf<CodeOf<'REQUEST_FAILED'>>().toEqualTypeOf<'REQUEST_FAILED'>();
expectTypeOf<CodeOf<'CALL_REFUSED'>>().toEqualTypeOf<'CALL_REFUSED'>();

// Refusals narrow on `code`.
declare const refusal: RefusalError;
if (refusal.code === 'ACCESS_DENIED') expectTypeOf(refusal).toEqualTypeOf<AccessDeniedError>();
// @ts-expect-error a timeout is no refusal
void (refusal.code === 'WAIT_TIMEOUT');
