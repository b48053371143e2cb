import { getEventListeners } from 'node:events';
import { expect, it, vi } from 'vitest';
import { CallTimeoutError, withTimeLimit } from '../../../src/engine/util/abortable.js';
import { passTime, useVirtualTime } from '../../support/virtual-time.js';

useVirtualTime();

const never = () => new Promise<never>(() => undefined);

/** Expects that a call left no timer and no listener. */
function expectNothingLeft({ signal }: AbortController): void {
  expect(vi.getTimerCount()).toBe(0);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
}

it.each([
  ['resolves', () => Promise.resolve('response'), 'response'],
  ['rejects', () => Promise.reject(new Error('no')), new Error('no')],
])('%s as the call does, and leaves no timer or listener', async (_, run, expected) => {
  const outer = new AbortController();
  const result = await withTimeLimit<string>('X', 1_000, outer.signal, run).catch(
    (error: unknown) => error,
  );
  expect(result).toEqual(expected);
  expectNothingLeft(outer);
});

it('rejects when the limit passes, without waiting for the call to react', async () => {
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

it('aborts the call with the outer signal, and rejects at once with its reason', async () => {
  const outer = new AbortController();
  let inner: AbortSignal | undefined;
  const caught = withTimeLimit('X', 1_000, outer.signal, (signal) => {
    inner = signal;
    return never();
  }).catch((error: unknown) => error);

  outer.abort('cancelled');

  expect(inner?.reason).toBe('cancelled');
  expect(await caught).toBe('cancelled');
  expectNothingLeft(outer);
});

it('makes no call when the signal is already aborted', async () => {
  const run = vi.fn<() => Promise<never>>(never);
  const reason = new Error('cancelled');
  await expect(withTimeLimit('X', 1_000, AbortSignal.abort(reason), run)).rejects.toThrow(reason);
  expect(run).not.toHaveBeenCalled();
});

it('ignores the result of the call after its limit', async () => {
  const outer = new AbortController();
  const caught = withTimeLimit('X', 100, outer.signal, async (signal) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    throw new Error('too late');
  }).catch((error: unknown) => error);
  await passTime(100);
  expect(await caught).toBeInstanceOf(CallTimeoutError);
});

it('leaves no timer or listener when the call throws synchronously', async () => {
  const outer = new AbortController();
  const failing = withTimeLimit('X', 1_000, outer.signal, () => {
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expectNothingLeft(outer);
});
