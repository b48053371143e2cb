/**
 * The only file that reads clocks and sets timers.
 *
 * Timers keep the process alive, so everything that sets one cancels it when it is no longer needed.
 */

/** Node fires a longer timer at once, with a warning, so longer waits are split. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Monotonic milliseconds, for durations. Never jumps when the wall clock is set. */
export function now(): number {
  return performance.now();
}

/** Wall-clock time, for people and for comparison with dates from AWS. */
export function wallClock(): Date {
  return new Date();
}

/** Calls `run` once `delayMs` from now. @returns a function that cancels it */
export function startTimer(delayMs: number, run: () => void): () => void {
  const at = now() + delayMs;
  let timer: NodeJS.Timeout;
  const arm = () => {
    const left = at - now();
    timer = setTimeout(left > MAX_TIMER_MS ? arm : run, Math.min(Math.max(left, 0), MAX_TIMER_MS));
  };
  arm();
  return () => clearTimeout(timer);
}
