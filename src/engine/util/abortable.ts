import { startTimer } from './clock.js';

interface Registration {
  readonly callbacks: Set<() => void>;
  readonly listener: () => void;
}

const registrations = new WeakMap<AbortSignal, Registration>();

/**
 * Calls `run` when `signal` is aborted. All callbacks of a signal share one listener, because Node warns
 * on standard error about more than ten. The listener is removed with the last callback.
 *
 * @returns a function that removes the callback
 */
export function onAbort(signal: AbortSignal, run: () => void): () => void {
  const registration = registrations.get(signal) ?? register(signal);
  const { callbacks, listener } = registration;
  // A new function, so that the same callback can be added twice.
  const callback = () => run();
  callbacks.add(callback);
  return () => {
    if (!callbacks.delete(callback) || callbacks.size > 0) return;
    signal.removeEventListener('abort', listener);
    registrations.delete(signal);
  };
}

function register(signal: AbortSignal): Registration {
  const callbacks = new Set<() => void>();
  const listener = () => {
    registrations.delete(signal);
    for (const callback of Array.from(callbacks)) callback();
  };
  const registration = { callbacks, listener };
  registrations.set(signal, registration);
  signal.addEventListener('abort', listener, { once: true });
  return registration;
}

/**
 * Resolves after `delayMs`, or rejects at once with the signal's reason when it is aborted. Neither the
 * timer nor the listener outlives it.
 */
export function sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const release =
      signal &&
      onAbort(signal, () => {
        cancel();
        reject(signal.reason);
      });
    const cancel = startTimer(delayMs, () => {
      release?.();
      resolve();
    });
  });
}

/** The result of `run`, or a rejection with the signal's reason as soon as it is aborted. */
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

/** A call that got no response within its time limit. */
export class CallTimeoutError extends Error {
  override readonly name = 'CallTimeoutError';

  constructor(operation: string, limitMs: number) {
    super(`${operation} got no response within ${limitMs} ms`);
  }
}

/**
 * Runs a call with a time limit. The call's signal is aborted when the limit passes or the outer signal
 * is aborted, and the result does not wait for the call to react.
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
  const cancel = (reason: unknown) => controller.abort(reason);
  const release = onAbort(outer, () => cancel(outer.reason));
  const cancelTimer = startTimer(limitMs, () => cancel(new CallTimeoutError(operation, limitMs)));
  try {
    return await orAborted(controller.signal, () => run(controller.signal));
  } finally {
    cancelTimer();
    release();
  }
}

/** Resolves when `promise` has settled, or after `limitMs`. Never rejects. */
export async function settledWithin(limitMs: number, promise: Promise<unknown>): Promise<void> {
  const timer = new AbortController();
  const limit = sleep(limitMs, timer.signal);
  await Promise.race([promise, limit]).catch(() => undefined);
  timer.abort();
}
