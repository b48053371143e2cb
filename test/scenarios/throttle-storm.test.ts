import { expect, it } from 'vitest';
import { createTracker, settleRequests } from '../../src/index.js';
import { passTimeUntil, useVirtualTime } from '../support/virtual-time.js';
import { haveActualStatuses, createWorld, startMany } from '../support/world.js';

useVirtualTime();

it('fails no wait while the quota is 2 calls a second for 30 s', async () => {
  const world = createWorld({ failureRate: 0.1, durations: { medianMs: 20_000, sigma: 0.7 } });
  const refs = startMany(world, 100);
  world.emulator.setRate(2, 2);
  setTimeout(() => world.emulator.setRate(20, 20), 30_000);

  const outcomes = await passTimeUntil(settleRequests(refs, { client: world.client }));

  expect(haveActualStatuses(world, outcomes)).toBe(true);
  expect(world.emulator.calls.throttled).toBeLessThanOrEqual(20);
});

it('emits throttled with the new rate, and recovered', async () => {
  const world = createWorld();
  const [ref] = startMany(world, 1, { durationMs: 5_000 });
  world.emulator.addFault({ fault: 'throttle', times: 2 });
  const tracker = createTracker({ client: world.client });
  const seen: string[] = [];
  tracker.on('throttled', ({ ratePerSecond }) => seen.push(`throttled ${ratePerSecond}`));
  tracker.on('recovered', ({ operation }) => seen.push(`recovered ${operation}`));
  tracker.track(ref!);

  await passTimeUntil(tracker.settled());

  expect(seen).toEqual([
    'throttled 5',
    expect.stringMatching(/^throttled [23]\.\d+$/),
    'recovered DescribePermissionSetProvisioningStatus',
  ]);
});

it('sends nothing during the pause that AWS requested', async () => {
  const world = createWorld();
  const refs = startMany(world, 3, { durationMs: 30_000 });
  world.emulator.addFault({ fault: { type: 'throttle', retryAfterSeconds: 12 }, times: 1 });
  await passTimeUntil(settleRequests(refs, { client: world.client }));

  const [first, second] = world.emulator.calls.log;
  expect(second!.atMs - first!.atMs).toBeGreaterThanOrEqual(12_000);
});

it('works with a client that retries by itself', async () => {
  const world = createWorld({ failureRate: 0.2 }, { maxAttempts: 3 });
  world.emulator.addFault({ fault: 'throttle', probability: 0.3 });
  world.emulator.addFault({ fault: 'server-error', probability: 0.1 });
  const refs = startMany(world, 20);

  const outcomes = await passTimeUntil(settleRequests(refs, { client: world.client }));

  expect(haveActualStatuses(world, outcomes)).toBe(true);
});
