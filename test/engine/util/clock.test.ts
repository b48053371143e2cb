import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { now, startTimer, wallClock } from '../../../src/engine/util/clock.js';
import { sleep } from '../../../src/engine/util/abortable.js';
import { passTime, useRealTime, useVirtualTime } from '../../support/virtual-time.js';

beforeEach(useVirtualTime);
afterEach(useRealTime);

const LONGEST_TIMER_MS = 2 ** 31 - 1;

describe('sleep', () => {
  it('resolves after its delay, and not before', async () => {
    const resolved = vi.fn<() => void>();
    void sleep(1_000).then(resolved);

    await passTime(999);
    expect(resolved).not.toHaveBeenCalled();
    await passTime(1);
    expect(resolved).toHaveBeenCalledOnce();
  });

  it.each([0, -5])('resolves at once for a delay of %i ms', async (delayMs) => {
    const before = now();
    const sleeping = sleep(delayMs);
    await vi.advanceTimersByTimeAsync(0);
    await sleeping;
    expect(now()).toBe(before);
  });

  it.each([
    ['an error', new Error('cancelled')],
    ['a string', 'cancelled'],
    ['null', null],
  ])('rejects at once with the reason of the signal: %s', async (_, reason) => {
    const controller = new AbortController();
    const caught = sleep(1_000, controller.signal).catch((error: unknown) => error);
    await passTime(10);
    const before = now();
    controller.abort(reason);

    expect(await caught).toBe(reason);
    expect(now()).toBe(before);
  });

  it('rejects without a timer when the signal is already aborted', async () => {
    const reason = new Error('cancelled');
    await expect(sleep(1_000, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each(['resolves', 'is aborted'])('leaves no timer or listener when it %s', async (how) => {
    const controller = new AbortController();
    const sleeping = sleep(1_000, controller.signal).catch(() => undefined);
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(1);

    if (how === 'resolves') await passTime(1_000);
    else controller.abort();
    await sleeping;

    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

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
