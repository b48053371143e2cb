import { wallClock } from '../util/clock.js';
import type { Call } from './call-log.js';
import { classifyError } from './classify-error.js';
import type { Fault } from './fault.js';

/** A call failed permanently, or in all retries. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly call: Call;
  readonly fault: Fault;

  constructor(call: Call, fault: Fault) {
    super(fault.message, { cause: fault.error });
    this.call = call;
    this.fault = fault;
  }
}

/** The fault of a `CallError`, or the classification of any other error. */
export function faultFrom(error: unknown): Fault {
  return error instanceof CallError ? error.fault : classifyError(error, wallClock().getTime());
}
