import { getEventListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { sleep } from '../../../src/engine/util/abortable.js';
import { now } from '../../../src/engine/util/clock.js';
import { passTime, useVirtualTime } from '../../support/virtual-time.js';

useVirtualTime();

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
