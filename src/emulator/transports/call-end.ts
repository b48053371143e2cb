import { startTimer } from '../../engine/util/clock.js';

/** What can end a call in process before its response. */
export interface CallEndings {
  /** The caller's signal, if there is one. */
  readonly abortSignal: object | undefined;
  /** How long the caller waits, in milliseconds; 0: no limit. */
  readonly timeoutMs: number;
}

/** A signal for the first of them, with the error that an SDK client gets from a socket. */
export interface CallEnd {
  readonly signal: AbortSignal;
  /** Ends the call like a broken connection. */
  disconnect(): void;
  /** Removes the timer and the listeners. */
  release(): void;
}

/** Combines the ends of one call. */
export function callEnd({ abortSignal, timeoutMs }: CallEndings): CallEnd {
  const controller = new AbortController();
  const releases = [
    abortSignal instanceof AbortSignal
      ? onAbort(abortSignal, () => controller.abort(aborted(abortSignal.reason)))
      : () => undefined,
    timeoutMs > 0
      ? startTimer(timeoutMs, () => controller.abort(timedOut(timeoutMs)))
      : () => undefined,
  ];
  return {
    signal: controller.signal,
    disconnect: () => controller.abort(connectionLost('read ECONNRESET')),
    release: () => {
      for (const release of releases) release();
    },
  };
}

/** The error of a broken connection, with the name that the SDK's own handler uses. */
export function connectionLost(message: string): Error {
  return Object.assign(new Error(message), { name: 'TimeoutError', code: 'ECONNRESET' });
}

function timedOut(timeoutMs: number): Error {
  return Object.assign(new Error(`The emulator did not answer within ${timeoutMs} ms.`), {
    name: 'TimeoutError',
    code: 'ETIMEDOUT',
  });
}

function aborted(reason: unknown): Error {
  return Object.assign(new Error('Request aborted', { cause: reason }), { name: 'AbortError' });
}

function onAbort(signal: AbortSignal, run: () => void): () => void {
  if (signal.aborted) run();
  signal.addEventListener('abort', run, { once: true });
  return () => signal.removeEventListener('abort', run);
}
