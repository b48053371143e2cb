import { CallError } from '../../engine/calls/call-error.js';
import { isRetryable, type FaultKind } from '../../engine/calls/fault.js';
import { refusalError } from '../../engine/calls/refusal-error.js';
import { isWaiterError } from '../../engine/results/error-guards.js';
import { requestIdOf } from '../../engine/requests/request.js';
import { escapeControlChars } from '../../engine/util/escape-control-chars.js';

/** A problem with an instance. */
export interface Problem {
  readonly fault: FaultKind;
  /** The message of AWS, and the remedy. */
  readonly message: string;
  readonly isRetryable: boolean;
  /** The error to throw if no instance can be watched. */
  readonly error: unknown;
}

/** The problem behind an error of a session with an instance. Pure. */
export function problemOf(error: unknown, instance: string): Problem {
  if (error instanceof CallError) {
    const { call, fault } = error;
    const about = call.request === undefined ? {} : { request: requestIdOf(call.request) };
    const refusal = refusalError(
      fault,
      call.operation,
      `instance ${escapeControlChars(instance)}`,
      {
        ...about,
        cause: fault.error,
      },
    );
    const { message } = refusal;
    return { fault: fault.kind, message, isRetryable: isRetryable(fault), error: refusal };
  }
  const message = escapeControlChars(error instanceof Error ? error.message : String(error));
  const fault = isWaiterError(error, 'INVALID_OPTION') ? 'invalid' : 'other';
  return { fault, message, isRetryable: false, error };
}
