import { describe, expect, it, vi } from 'vitest';
import { now, startTimer, wallClock } from '../../../src/engine/util/clock.js';
import { passTime, useVirtualTime } from '../../support/virtual-time.js';

useVirtualTime();

const LONGEST_TIMER_MS = 2 ** 31 - 1;

describe('startTimer', () => {
  it('does not run after it is cancelled; cancelling twice is safe', async () => {
    const run = vi.fn<() => void>();
    const cancel = startTimer(100, run);
    cancel();
    cancel();
    await passTime(200);
    expect(run).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('never sets a timer longer than the maximum of Node', () => {
    const setTimer = vi.spyOn(globalThis, 'setTimeout');
    startTimer(Number.MAX_SAFE_INTEGER, () => undefined);
    startTimer(Infinity, () => undefined);
    expect(setTimer.mock.calls.map(([, delayMs]) => delayMs)).toEqual([
      LONGEST_TIMER_MS,
      LONGEST_TIMER_MS,
    ]);
  });

  it('splits a longer delay into several timers and fires at the exact time', async () => {
    const run = vi.fn<() => void>();
    startTimer(2 * LONGEST_TIMER_MS + 1_000, run);
    await vi.advanceTimersByTimeAsync(2 * LONGEST_TIMER_MS + 999);
    expect(run).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(run).toHaveBeenCalledOnce();
  });

  it('can be cancelled during its second timer', async () => {
    const run = vi.fn<() => void>();
    const cancel = startTimer(2 * LONGEST_TIMER_MS, run);
    await vi.advanceTimersByTimeAsync(LONGEST_TIMER_MS + 1);
    cancel();
    await vi.advanceTimersByTimeAsync(2 * LONGEST_TIMER_MS);
    expect(run).not.toHaveBeenCalled();
  });
});

it('measures durations with a monotonic clock', () => {
  const before = now();
  vi.setSystemTime('2031-01-01T00:00:00Z');
  expect(now()).toBe(before);
  expect(wallClock()).toEqual(new Date('2031-01-01T00:00:00Z'));
});
