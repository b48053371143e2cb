import { expect, it } from 'vitest';
import { REQUEST_KINDS } from '../../src/engine/requests/kinds.js';
import { passTimeUntil, useVirtualTime } from '../support/virtual-time.js';
import { startMany } from '../support/world.js';
import { watchEmulator } from '../watcher/support.js';
import {
  expectReported,
  HOUR,
  MANY,
  MINUTE,
  ORDERS,
  passHours,
  SECOND,
  stopped,
} from './watch-support.js';

useVirtualTime();

it.each([
  { listOrder: 'shuffled' as const, history: 0, listLagMs: 0 },
  ...ORDERS.map((listOrder) => ({ listOrder, history: 300, listLagMs: 20_000 })),
])('each short-lived request is reported once: %o', async (options) => {
  const world = watchEmulator({ ...options, failureRate: 0.3 });
  await passTimeUntil(world.watcher.start());
  await passHours(10 * MINUTE);
  const refs = [];
  for (let round = 0; round < 2; round += 1) {
    for (const kind of REQUEST_KINDS) refs.push(...startMany(world, 1, { kind, durationMs: 900 }));
    await passHours(5 * MINUTE);
  }
  await passHours(5 * MINUTE);
  expectReported(refs, world);
  await stopped(world);
});

it('a burst of short-lived requests that exceeds a page is reported soon, lists newest first', async () => {
  const world = watchEmulator({ history: 200, quotas: { ratePerSecond: 100 } });
  await passTimeUntil(world.watcher.start());
  await passHours(10 * MINUTE);
  const refs = startMany(world, 210, { durationMs: 900 });
  await passHours(5 * MINUTE);
  expectReported(refs, world);
  await stopped(world);
});

// An hour with these lists takes seconds of real time, so one test checks both cost and detection.
it.each(ORDERS)(
  'an hour costs at most 0.2 calls a second, and a short request is reported, with 20,000 old entries %s',
  { timeout: 60_000 },
  async (listOrder) => {
    const world = watchEmulator({ listOrder, history: MANY });
    await passTimeUntil(world.watcher.start());
    await passHours(10 * MINUTE);
    const before = world.emulator.calls.total;
    await passHours(5 * MINUTE);
    const refs = startMany(world, 1, { durationMs: 900, kind: 'account-assignment-deletion' });
    await passHours(35 * SECOND);
    if (listOrder === 'newest-first') expectReported(refs, world);
    await passHours(HOUR - 5 * MINUTE - 35 * SECOND);
    expectReported(refs, world);
    expect((world.emulator.calls.total - before) / 3_600).toBeLessThanOrEqual(0.2);
    await stopped(world);
  },
);

it('an hour with one request costs at most 0.2 calls a second, with no old entries', async () => {
  const world = watchEmulator({ listOrder: 'shuffled' });
  await passTimeUntil(world.watcher.start());
  await passHours(10 * MINUTE);
  const before = world.emulator.calls.total;
  const refs = startMany(world, 1, { durationMs: 45 * SECOND });
  await passHours(80 * SECOND);
  expectReported(refs, world);
  await passHours(HOUR - 80 * SECOND);
  expect((world.emulator.calls.total - before) / 3_600).toBeLessThanOrEqual(0.2);
  await stopped(world);
});

it.each(ORDERS)(
  'a request longer than the sweep interval is reported within 35 s, lists %s',
  async (listOrder) => {
    const world = watchEmulator({ listOrder, history: 150 });
    await passTimeUntil(world.watcher.start());
    await passHours(5 * MINUTE);
    const refs = startMany(world, 1, { durationMs: 31 * SECOND });
    await passHours((31 + 35) * SECOND);
    expectReported(refs, world);
    await stopped(world);
  },
);
