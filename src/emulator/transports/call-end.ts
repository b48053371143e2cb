import { startTimer } from '../../engine/util/clock.js';

/** What its caller lets end a call in process before its answer comes. */
export interface CallEndings {
  /** The caller's signal, if it is one. */
  readonly abortSignal: object | undefined;
  /** How long the caller waits, in milliseconds; 0 for ever. */
  readonly timeoutMs: number;
}

/** A signal for whichever comes first, with the error that an SDK client would get from a socket. */
export interface CallEnd {
  readonly signal: AbortSignal;
  /** Ends the call as if its connection had broken. */
  disconnect(): void;
  /** Leaves neither timer nor listener behind. */
  release(): void;
}

/** Joins the endings of one call. */
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

/** The error of a broken connection, by the name that the SDK's own handler gives it. */
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
