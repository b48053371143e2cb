import { CallError } from '../../api/call-error.js';
import { isPassing, type FaultKind } from '../../api/fault.js';
import { refusalError } from '../../api/refusal.js';
import { isWaiterError } from '../../error-guards.js';
import { requestIdOf } from '../../request/request.js';
import { visible } from '../../request/visible.js';

/** What went wrong with an instance, and whether it may be all right in a moment. */
export interface Trouble {
  readonly fault: FaultKind;
  /** What was said, and the remedy. */
  readonly message: string;
  readonly isPassing: boolean;
  /** What to throw where there is somebody to throw it to. */
  readonly error: unknown;
}

/** What an error of a session with an instance means. Pure. */
export function troubleOf(error: unknown, instance: string): Trouble {
  if (error instanceof CallError) {
    const { call, fault } = error;
    const about = call.request === undefined ? {} : { request: requestIdOf(call.request) };
    const refusal = refusalError(fault, call.operation, `instance ${visible(instance)}`, {
      ...about,
      cause: fault.error,
    });
    const { message } = refusal;
    return { fault: fault.kind, message, isPassing: isPassing(fault), error: refusal };
  }
  const message = visible(error instanceof Error ? error.message : String(error));
  const fault = isWaiterError(error, 'INVALID_OPTION') ? 'invalid' : 'other';
  return { fault, message, isPassing: false, error };
}
