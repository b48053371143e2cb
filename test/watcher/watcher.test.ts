import { expect, it, vi } from 'vitest';
import { startMany } from '../support/world.js';
import { passTime, passTimeUntil, useVirtualTime } from '../support/virtual-time.js';
import { watchEmulator } from './support.js';

useVirtualTime();

it('reports requests in progress at its start, and their results, with all details', async () => {
  const world = watchEmulator();
  const [ref] = startMany(world, 1, { durationMs: 20_000, kind: 'account-assignment-creation' });
  await passTimeUntil(world.watcher.start());
  await passTime(60_000);

  const types = world.sink.received.map(({ type, requestId }) => [type, requestId]);
  expect(types).toEqual([
    ['discovered', ref!.requestId],
    ['succeeded', ref!.requestId],
  ]);
  expect(world.sink.received[1]).toMatchObject({
    status: 'SUCCEEDED',
    kind: 'account-assignment-creation',
    accountId: expect.any(String),
    permissionSetArn: expect.any(String),
    principalId: expect.any(String),
    createdDate: expect.any(Date),
    durationMs: expect.any(Number),
    maxDetectionDelayMs: expect.any(Number),
  });
  await passTimeUntil(world.watcher.stop());
  expect(vi.getTimerCount()).toBe(0);
});

it('reports nothing from before its start', async () => {
  const world = watchEmulator({ history: 50 });
  await passTimeUntil(world.watcher.start());
  await passTime(120_000);
  expect(world.sink.received).toEqual([]);
  await passTimeUntil(world.watcher.stop());
});

it.each(['newest-first', 'shuffled', 'oldest-first'] as const)(
  'finds a request that starts and ends between two sweeps, with lists %s',
  async (listOrder) => {
    const world = watchEmulator({ listOrder, history: 300 });
    await passTimeUntil(world.watcher.start());
    await passTime(600_000);
    const [ref] = startMany(world, 1, { durationMs: 900 });
    await passTime(1_800_000);
    expect(world.sink.received.map(({ type, requestId }) => [type, requestId])).toEqual([
      ['succeeded', ref!.requestId],
    ]);
    await passTimeUntil(world.watcher.stop());
  },
);
