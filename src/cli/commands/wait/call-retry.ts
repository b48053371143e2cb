import { isWaiterError } from '../../../engine/results/error-guards.js';
import { ServiceUnavailableError } from '../../../engine/results/errors.js';
import { sleep } from '../../../engine/util/abortable.js';
import { startTimer } from '../../../engine/util/clock.js';
import { formatDuration } from '../../../engine/util/format-duration.js';

const PAUSE_MS = 1_000;

/** Options of `withRetries`. */
export interface RetryOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Called with the reason of each retry. */
  readonly onRetry: (message: string) => void;
}

/**
 * Runs a task that precedes a wait, such as finding the instance. It is retried through throttling and lost
 * connections until the deadline, like the wait itself.
 *
 * @throws {ServiceUnavailableError} when the deadline passes
 * @throws the errors of the task that are not retryable; the signal's reason when it is aborted
 */
export async function withRetries<Result>(
  { timeoutMs, signal, onRetry }: RetryOptions,
  task: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const late = `AWS did not respond within ${formatDuration(timeoutMs)}.`;
  let lastMessage = '';
  const deadline = new AbortController();
  const cancel = startTimer(timeoutMs, () => {
    deadline.abort(new ServiceUnavailableError(`${late}${lastMessage}`));
  });
  const either = AbortSignal.any([signal, deadline.signal]);
  try {
    for (;;) {
      try {
        return await task(either);
      } catch (error) {
        either.throwIfAborted();
        if (!isWaiterError(error, 'SERVICE_UNAVAILABLE')) throw error;
        lastMessage = ` ${error.message}`;
        onRetry(error.message);
        await sleep(PAUSE_MS, either);
      }
    }
  } finally {
    cancel();
  }
}
