import { expect, it, vi } from 'vitest';
import {
  createTracker,
  isWaitAbortedError,
  settleRequests,
  waitForRequest,
} from '../../src/index.js';
import { passTime, passTimeUntil, useVirtualTime } from '../support/virtual-time.js';
import { createWorld, startMany } from '../support/world.js';

useVirtualTime();

it.each([
  ['during a pause', { latencyMs: 0, abortAtMs: 1_700 }],
  ['during a call', { latencyMs: 500, abortAtMs: 250 }],
  ['before the start', { latencyMs: 0, abortAtMs: -1 }],
])('settles at once when aborted %s, leaves no timer and makes no more calls', async (_, when) => {
  const world = createWorld({ latencyMs: when.latencyMs });
  const refs = startMany(world, 3, { durationMs: Infinity });
  const controller = new AbortController();
  const reason = new Error('the pipeline was cancelled');
  if (when.abortAtMs < 0) controller.abort(reason);
  const wait = settleRequests(refs, { client: world.client, signal: controller.signal });
  await passTime(Math.max(0, when.abortAtMs));
  const sentBefore = world.emulator.calls.total;
  const atMs = performance.now();

  controller.abort(reason);
  const outcomes = await wait;

  expect(outcomes.map(({ type }) => type)).toEqual(['aborted', 'aborted', 'aborted']);
  expect(performance.now()).toBe(atMs);
  expect(outcomes[0]).toHaveProperty('error.cause', reason);
  await passTime(0);
  expect(vi.getTimerCount()).toBe(0);
  await passTime(60_000);
  expect(world.emulator.calls.total).toBe(sentBefore);
});

it('rejects a wait with an error that names the request, with the reason as its cause', async () => {
  const world = createWorld();
  const [ref] = startMany(world, 1, { durationMs: Infinity });
  const controller = new AbortController();
  const wait = waitForRequest(ref!, { client: world.client, signal: controller.signal });
  const rejected = wait.catch((error) => error);
  await passTime(3_000);
  controller.abort('cancelled');

  const error = await rejected;
  expect(isWaitAbortedError(error)).toBe(true);
  expect(error).toMatchObject({ cause: 'cancelled', lastStatus: 'IN_PROGRESS' });
  expect(error.message).toContain(ref!.requestId);
});

it('keeps polling a request that another tracker waits for', async () => {
  const world = createWorld();
  const [ref] = startMany(world, 1, { durationMs: 10_000 });
  const one = createTracker({ client: world.client });
  const other = createTracker({ client: world.client });
  one.track(ref!);
  other.track(ref!);
  await passTime(2_000);
  one.stop();

  const [outcome] = await passTimeUntil(other.settled());
  expect(outcome).toMatchObject({ type: 'succeeded' });
});

it('aborts many waits with one signal, without a warning from Node', async () => {
  const warnings: Error[] = [];
  const warn = (warning: Error) => warnings.push(warning);
  process.on('warning', warn);
  const world = createWorld();
  const controller = new AbortController();
  const waits = startMany(world, 30, { durationMs: Infinity }).map((ref) =>
    settleRequests([ref], { client: world.client, signal: controller.signal }),
  );
  await passTime(3_000);
  controller.abort();

  const outcomes = (await Promise.all(waits)).flat();
  await passTime(0);
  process.off('warning', warn);
  expect(outcomes.every(({ type }) => type === 'aborted')).toBe(true);
  expect(warnings).toEqual([]);
});
