import { onAbort } from './on-abort.js';

/**
 * Time, at the edge: the one file that reads clocks and sets timers.
 *
 * Timers hold the process open only while somebody waits for them; whoever stops waiting cancels.
 */

/** Node fires a longer timer at once, with a warning, so longer waits are cut into pieces. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Monotonic milliseconds, for durations: never jumps when the wall clock is set. */
export function now(): number {
  return performance.now();
}

/** Wall-clock time, for people and for comparing with the service's dates. */
export function wallClock(): Date {
  return new Date();
}

/** Calls `run` once `delayMs` from now; returns what cancels it. */
export function startTimer(delayMs: number, run: () => void): () => void {
  const at = now() + delayMs;
  let timer: NodeJS.Timeout;
  const arm = () => {
    const left = at - now();
    timer = setTimeout(
      left > LONGEST_TIMER_MS ? arm : run,
      Math.min(Math.max(left, 0), LONGEST_TIMER_MS),
    );
  };
  arm();
  return () => clearTimeout(timer);
}

/**
 * Resolves after `delayMs`, or rejects at once with the signal's reason when it is aborted.
 * Leaves neither timer nor listener behind, whichever comes first.
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
