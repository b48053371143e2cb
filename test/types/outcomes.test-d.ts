import { expectTypeOf } from 'vitest';
import {
  settleRequests,
  waitForRequest,
  waitForRequests,
  type FailureCategory,
  type RefusalError,
  type RequestFailedError,
  type RequestOutcome,
  type RequestRef,
  type SucceededOutcome,
  type UnsuccessfulOutcome,
  type WaitAbortedError,
} from '../../src/index.js';

declare const ref: RequestRef;

// A wait for one gives its success; several give theirs, or an outcome each.
expectTypeOf(waitForRequest(ref)).resolves.toEqualTypeOf<SucceededOutcome>();
expectTypeOf(waitForRequests([ref])).resolves.toEqualTypeOf<readonly SucceededOutcome[]>();
expectTypeOf(settleRequests(new Set([ref]))).resolves.toEqualTypeOf<readonly RequestOutcome[]>();

// The union narrows on `type`.
declare const outcome: RequestOutcome;
switch (outcome.type) {
  case 'succeeded':
    expectTypeOf(outcome.status).toEqualTypeOf<'SUCCEEDED'>();
    expectTypeOf(outcome.response).toEqualTypeOf<object | undefined>();
    // @ts-expect-error a success has no error
    void outcome.error;
    break;
  case 'failed':
    expectTypeOf(outcome.status).toEqualTypeOf<'FAILED'>();
    expectTypeOf(outcome.failureReason).toEqualTypeOf<string | undefined>();
    expectTypeOf(outcome.category).toEqualTypeOf<FailureCategory>();
    expectTypeOf(outcome.error).toEqualTypeOf<RequestFailedError>();
    break;
  case 'refused':
    expectTypeOf(outcome.error).toEqualTypeOf<RefusalError>();
    break;
  case 'aborted':
    expectTypeOf(outcome.error).toEqualTypeOf<WaitAbortedError>();
    break;
  case 'timed-out':
  case 'not-found':
    expectTypeOf(outcome.error).toExtend<Error>();
    // @ts-expect-error how the request ended is not known
    void outcome.status;
    break;
  default:
    expectTypeOf(outcome).toBeNever();
}

// Each outcome tells which request, what it cost, and what is known of it.
expectTypeOf(outcome.requestId).toBeString();
expectTypeOf(outcome.elapsedMs).toBeNumber();
expectTypeOf(outcome.polls).toBeNumber();
expectTypeOf(outcome.accountId).toEqualTypeOf<string | undefined>();
expectTypeOf(outcome.createdDate).toEqualTypeOf<Date | undefined>();

// What did not succeed has an error.
declare const unsuccessful: UnsuccessfulOutcome;
expectTypeOf(unsuccessful.error).toExtend<Error>();
expectTypeOf(unsuccessful.error.message).toBeString();
expectTypeOf<Extract<UnsuccessfulOutcome, { type: 'succeeded' }>>().toBeNever();

// @ts-expect-error outcomes are not to be changed
outcome.polls = 0;
