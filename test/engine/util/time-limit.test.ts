import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CallTimeoutError, withTimeLimit } from '../../../src/engine/util/abortable.js';
import { passTime, useRealTime, useVirtualTime } from '../../support/virtual-time.js';

beforeEach(useVirtualTime);
afterEach(useRealTime);

const never = () => new Promise<never>(() => undefined);

/** That a call is over for good: no timer, no listener. */
function expectNothingLeft({ signal }: AbortController): void {
  expect(vi.getTimerCount()).toBe(0);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
}

it.each([
  ['resolves', () => Promise.resolve('answer'), 'answer'],
  ['rejects', () => Promise.reject(new Error('no')), new Error('no')],
])('%s as the call does, and leaves nothing behind', async (_, run, expected) => {
  const outer = new AbortController();
  const result = await withTimeLimit<string>('X', 1_000, outer.signal, run).catch(
    (error: unknown) => error,
  );
  expect(result).toEqual(expected);
  expectNothingLeft(outer);
});

it('gives up a call that gets no answer, without waiting for it to notice', async () => {
  const outer = new AbortController();
  let inner: AbortSignal | undefined;
  const caught = withTimeLimit('DescribeX', 1_000, outer.signal, (signal) => {
    inner = signal;
    return never();
  }).catch((error: unknown) => error);

  await passTime(999);
  expect(inner?.aborted).toBe(false);
  await passTime(1);

  const error = await caught;
  expect(error).toBeInstanceOf(CallTimeoutError);
  expect(error).toHaveProperty('message', 'DescribeX got no response within 1000 ms');
  expect(inner?.reason).toBe(error);
  expectNothingLeft(outer);
});

it('passes an abort on to the call, and rejects with its reason at once', async () => {
  const outer = new AbortController();
  let inner: AbortSignal | undefined;
  const caught = withTimeLimit('X', 1_000, outer.signal, (signal) => {
    inner = signal;
    return never();
  }).catch((error: unknown) => error);

  outer.abort('enough');

  expect(inner?.reason).toBe('enough');
  expect(await caught).toBe('enough');
  expectNothingLeft(outer);
});

it('makes no call when the signal was aborted before', async () => {
  const run = vi.fn<() => Promise<never>>(never);
  const reason = new Error('enough');
  await expect(withTimeLimit('X', 1_000, AbortSignal.abort(reason), run)).rejects.toThrow(reason);
  expect(run).not.toHaveBeenCalled();
});

it('has no use for what the call says after its limit', async () => {
  const outer = new AbortController();
  const caught = withTimeLimit('X', 100, outer.signal, async (signal) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    throw new Error('too late');
  }).catch((error: unknown) => error);
  await passTime(100);
  expect(await caught).toBeInstanceOf(CallTimeoutError);
});

it('leaves nothing behind when the call throws before it begins', async () => {
  const outer = new AbortController();
  const failing = withTimeLimit('X', 1_000, outer.signal, () => {
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expectNothingLeft(outer);
});
