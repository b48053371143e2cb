import { startTimer } from '../schedule/clock.js';

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
export function withTimeLimit<Result>(
  operation: string,
  limitMs: number,
  outer: AbortSignal,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  outer.throwIfAborted();
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const stop = (reason: unknown) => {
      release();
      controller.abort(reason);
      reject(reason);
    };
    const onAbort = () => stop(outer.reason);
    const cancelTimer = startTimer(limitMs, () => stop(new CallTimeoutError(operation, limitMs)));
    const release = () => {
      cancelTimer();
      outer.removeEventListener('abort', onAbort);
    };
    outer.addEventListener('abort', onAbort, { once: true });
    new Promise<Result>((settle) => settle(run(controller.signal)))
      .then(resolve, reject)
      .finally(release);
  });
}
