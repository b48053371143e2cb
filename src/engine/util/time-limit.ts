import { startTimer } from './clock.js';
import { onAbort } from './on-abort.js';

/** A call that was given up because no answer came in time. */
export class CallTimeoutError extends Error {
  override readonly name = 'CallTimeoutError';

  constructor(operation: string, limitMs: number) {
    super(`${operation} got no answer within ${limitMs} ms`);
  }
}

/**
 * Runs a call under a time limit of its own: its signal is aborted when the limit passes or the
 * outer signal is aborted, and the result does not wait for the call to notice.
 *
 * @throws {CallTimeoutError} when the limit passes; the outer signal's reason when that is aborted
 */
export async function withTimeLimit<Result>(
  operation: string,
  limitMs: number,
  outer: AbortSignal,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  outer.throwIfAborted();
  const controller = new AbortController();
  const giveUp = (reason: unknown) => controller.abort(reason);
  const release = onAbort(outer, () => giveUp(outer.reason));
  const cancelTimer = startTimer(limitMs, () => giveUp(new CallTimeoutError(operation, limitMs)));
  try {
    return await orAborted(controller.signal, () => run(controller.signal));
  } finally {
    cancelTimer();
    release();
  }
}

/** The result of `run`, or, as soon as `signal` is aborted, a rejection with its reason. */
export async function orAborted<Result>(
  signal: AbortSignal,
  run: () => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  let release: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    release = onAbort(signal, () => reject(signal.reason));
  });
  try {
    return await Promise.race([run(), aborted]);
  } finally {
    release?.();
  }
}
