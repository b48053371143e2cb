import { describe, expect, it, vi } from 'vitest';
import { createTracker, settleRequests, waitForRequest } from '../../src/index.js';
import { endVirtualTime, passTimeUntil, useVirtualTime } from '../support/virtual-time.js';
import { haveActualStatuses, createWorld, startMany } from '../support/world.js';

useVirtualTime();

describe.each([
  'throttle',
  'server-error',
  'internal-failure',
  'html-error',
  'connection-reset',
  'cut-off-body',
  'empty-body',
  'unknown-status',
  'silence',
] as const)('%s', (fault) => {
  it.each([1, 12])('never fails a wait for %i, and is reported', async (count) => {
    const world = createWorld({ failureRate: 0.3, durations: { medianMs: 20_000, sigma: 0.5 } });
    const stop = world.emulator.addFault({ fault });
    setTimeout(stop, 45_000);
    const tracker = createTracker({ client: world.client });
    const faults: string[] = [];
    tracker.on('poll-failed', (event) => faults.push(event.fault));
    tracker.on('throttled', () => faults.push('throttled'));
    for (const ref of startMany(world, count)) tracker.track(ref);

    const outcomes = await passTimeUntil(tracker.settled());

    expect(haveActualStatuses(world, outcomes)).toBe(true);
    expect(new Set(faults)).toEqual(new Set([fault === 'throttle' ? 'throttled' : 'transient']));
    expect(performance.now()).toBeLessThan(120_000);
  });
});

describe('a permanent fault', () => {
  it.each([
    ['access-denied', 'ACCESS_DENIED', 'sso:DescribePermissionSetProvisioningStatus'],
    ['expired-token', 'CREDENTIALS', 'aws sso login'],
    ['kms-not-found', 'KMS_KEY', 'KMS key'],
  ] as const)('%s fails at once, with the remedy', async (fault, code, remedy) => {
    const world = createWorld();
    const [ref] = startMany(world, 1);
    world.emulator.addFault({ fault });

    const error = await passTimeUntil(
      waitForRequest(ref!, { client: world.client }).catch((reason) => reason),
    );

    expect(error.code).toBe(code);
    expect(error.message).toContain(remedy);
    expect(error.message).toContain(ref!.requestId);
    expect(performance.now()).toBeLessThan(1_000);
  });

  it('is detected once for a hundred requests, not once for each', async () => {
    const world = createWorld();
    world.emulator.addFault({ fault: 'access-denied' });

    const outcomes = await passTimeUntil(
      settleRequests(startMany(world, 100), { client: world.client }),
    );

    expect(outcomes.every(({ type }) => type === 'refused')).toBe(true);
    expect(world.emulator.calls.total).toBeLessThan(15);
  });

  it('names a missing Region', async () => {
    endVirtualTime();
    vi.stubEnv('AWS_REGION', undefined);
    vi.stubEnv('AWS_DEFAULT_REGION', undefined);
    vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null');
    const [ref] = startMany(createWorld(), 1);

    const error = await waitForRequest(ref!).catch((reason) => reason);

    expect(error.code).toBe('REGION');
    expect(error.message).toContain('AWS_REGION');
  });
});

it('uses describes alone if listing is denied', async () => {
  const world = createWorld({ failureRate: 0.2 });
  world.emulator.addFault({
    operations: ['ListPermissionSetProvisioningStatus'],
    fault: 'access-denied',
  });
  const outcomes = await passTimeUntil(
    settleRequests(startMany(world, 10), { client: world.client }),
  );

  expect(haveActualStatuses(world, outcomes)).toBe(true);
  expect(world.emulator.calls.of('ListPermissionSetProvisioningStatus')).toBe(1);
});

it('ends a call without a response, not the wait', async () => {
  const world = createWorld();
  const [ref] = startMany(world, 1, { durationMs: 3_000 });
  world.emulator.addFault({ fault: 'silence', times: 1 });

  const result = await passTimeUntil(
    waitForRequest(ref!, { client: world.client, callTimeoutMs: 2_000 }),
  );

  expect(result.elapsedMs).toBeLessThan(5_000);
});
