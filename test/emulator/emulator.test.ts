import { ProvisionPermissionSetCommand } from '@aws-sdk/client-sso-admin';
import { describe, expect, it, vi } from 'vitest';
import {
  createEmulator,
  type EmulatedCall,
  type Emulator,
  type EmulatorOptions,
  type RequestSpec,
} from '../../src/emulator/index.js';
import { clientOf, describeIt, listThem } from './support.js';
import { useVirtualTime } from '../support/virtual-time.js';

useVirtualTime();

const kind = 'permission-set-provisioning';

/** How many of `count` concurrent calls are within the rate limit. */
async function letThrough(emulator: Emulator, count: number): Promise<number> {
  const client = clientOf(emulator);
  const before = emulator.calls.throttled;
  const call = () => listThem(client, emulator.instanceArn);
  await Promise.allSettled(Array.from({ length: count }, call));
  return count - (emulator.calls.throttled - before);
}

/** The requests of a run, three of them started by calls. */
async function run(options: EmulatorOptions, withFaults = false) {
  const emulator = createEmulator({ failureRate: 0.5, history: 3, ...options });
  emulator.setRate(Infinity);
  if (withFaults) emulator.addFault({ fault: 'server-error', times: 1 });
  const client = clientOf(emulator);
  for (let count = 0; count < 3; count += 1) {
    await client
      .send(
        new ProvisionPermissionSetCommand({
          InstanceArn: emulator.instanceArn,
          PermissionSetArn: emulator.permissionSetArn,
          TargetType: 'ALL_PROVISIONED_ACCOUNTS',
        }),
      )
      .catch(() => undefined);
  }
  for (let count = 0; count < 10; count += 1) emulator.startRequest({ kind });
  return emulator
    .requests()
    .map((one) => [one.requestId, one.endsAtMs - one.startedAtMs, one.failureReason]);
}

describe('startRequest and inspect', () => {
  it('returns the actual state, independent of describes and lists', async () => {
    const emulator = createEmulator({ notFoundWindowMs: 60_000, listLagMs: 60_000 });
    const ref = emulator.startRequest({
      kind,
      durationMs: 1500,
      failureReason: 'Because.',
      accountId: '123456789012',
    });
    const settled = {
      ...ref,
      finalStatus: 'FAILED',
      failureReason: 'Because.',
      startedAt: new Date('2026-01-01T00:00:00.000Z'),
      endsAt: new Date('2026-01-01T00:00:01.500Z'),
      startedAtMs: performance.now(),
      endsAtMs: performance.now() + 1500,
      subject: {
        accountId: '123456789012',
        targetType: 'AWS_ACCOUNT',
        permissionSetArn: emulator.permissionSetArn,
      },
    };
    expect(emulator.inspect(ref.requestId)).toEqual({ ...settled, status: 'IN_PROGRESS' });
    await vi.advanceTimersByTimeAsync(1500);
    expect(emulator.inspect(ref.requestId)).toEqual({ ...settled, status: 'FAILED' });
    expect(emulator.requests()).toEqual([emulator.inspect(ref.requestId)]);
    expect(emulator.inspect('unknown')).toBeUndefined();
  });

  it('has requests that never end', () => {
    const emulator = createEmulator();
    const { requestId } = emulator.startRequest({ kind, durationMs: Infinity });
    expect(emulator.inspect(requestId)).toMatchObject({ endsAtMs: Infinity, endsAt: undefined });
  });

  it('draws members that are not given', () => {
    const emulator = createEmulator({ durations: { medianMs: 100, sigma: 1 }, failureRate: 0.5 });
    for (let count = 0; count < 50; count += 1) emulator.startRequest({ kind });
    const truths = emulator.requests();
    expect(new Set(truths.map(({ finalStatus }) => finalStatus)).size).toBe(2);
    expect(new Set(truths.map(({ endsAtMs }) => endsAtMs)).size).toBe(50);
  });

  it('gives failures a reason, and successes none', () => {
    const emulator = createEmulator({ failureRate: 1 });
    const failed = emulator.startRequest({ kind, status: 'FAILED' });
    const fine = emulator.startRequest({ kind, status: 'SUCCEEDED' });
    expect(emulator.inspect(failed.requestId)?.failureReason).toBeTruthy();
    expect(emulator.inspect(fine.requestId)).toMatchObject({
      finalStatus: 'SUCCEEDED',
      failureReason: undefined,
    });
  });

  it.each([
    [{}, 'kind must be one of permission-set-provisioning'],
    [{ kind: 'provisioning' }, 'kind must be one of'],
    [{ kind, durationMs: -1 }, 'durationMs must be a number of at least 0'],
    [{ kind, accountId: 'mine' }, 'accountId must be 12 digits'],
    [{ kind, status: 'SUCCEEDED', failureReason: 'x' }, 'failureReason must be absent'],
    [{ kind, duration: 5 }, 'options must be made of kind, durationMs'],
  ])('rejects %j', (spec, message) => {
    const emulator = createEmulator();
    const start = (typed: RequestSpec) => emulator.startRequest(typed);
    expect(() => Reflect.apply(start, undefined, [spec])).toThrow(message);
  });
});

describe('the rate', () => {
  it('is 20 calls a second, for all operations and clients', async () => {
    const emulator = createEmulator();
    expect(await letThrough(emulator, 30)).toBe(20);
    await vi.advanceTimersByTimeAsync(500);
    expect(await letThrough(emulator, 30)).toBe(10);
    await expect(listThem(clientOf(emulator), emulator.instanceArn)).rejects.toMatchObject({
      name: 'ThrottlingException',
      message: 'Rate exceeded',
      $metadata: { httpStatusCode: 429 },
    });
  });

  it('changes with setRate', async () => {
    const emulator = createEmulator();
    emulator.setRate(2);
    expect(await letThrough(emulator, 30)).toBe(2);
    emulator.setRate(10, 30);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await letThrough(emulator, 40)).toBe(30);
    emulator.setRate(Infinity);
    expect(await letThrough(emulator, 200)).toBe(200);
    emulator.setRate(0);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await letThrough(emulator, 5)).toBe(0);
    expect(() => emulator.setRate(Number.NaN)).toThrow('ratePerSecond must be a number');
  });

  it('is shared with other clients, whose traffic is a function of time', async () => {
    const emulator = createEmulator({
      quotas: { ratePerSecond: 20, burst: 100 },
      otherTrafficTps: (elapsedMs) => (elapsedMs <= 1000 ? 15 : 0),
    });
    expect(await letThrough(emulator, 100)).toBe(100);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await letThrough(emulator, 100)).toBe(5);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await letThrough(emulator, 100)).toBe(20);
  });
});

describe('calls', () => {
  it('are counted by operation, throttled ones too, and reported', async () => {
    const reported: EmulatedCall[] = [];
    const emulator = createEmulator({ onCall: (call) => reported.push(call) });
    const client = clientOf(emulator);
    const ref = emulator.startRequest({ kind });
    await describeIt(client, ref);
    emulator.addFault({ fault: 'throttle', times: 1 });
    await expect(describeIt(client, ref)).rejects.toThrow('Rate exceeded');
    await vi.advanceTimersByTimeAsync(250);
    await listThem(client, ref.instanceArn);
    const { calls } = emulator;
    expect(calls.total).toBe(3);
    expect(calls.throttled).toBe(1);
    expect(calls.of('DescribePermissionSetProvisioningStatus')).toBe(2);
    expect(calls.of('ListPermissionSetProvisioningStatus')).toBe(1);
    expect(calls.of('ListInstances')).toBe(0);
    expect(calls.log.map(({ outcome }) => outcome)).toEqual(['ok', 'ThrottlingException', 'ok']);
    expect((calls.log[2]?.atMs ?? 0) - (calls.log[0]?.atMs ?? 0)).toBe(250);
    expect(reported).toEqual(calls.log);
    calls.reset();
    expect([calls.total, calls.throttled, calls.log.length]).toEqual([0, 0, 0]);
    expect(calls.of('DescribePermissionSetProvisioningStatus')).toBe(0);
  });
});

describe('faults', () => {
  it('can be added and removed at run time, and are checked', async () => {
    const emulator = createEmulator();
    const client = clientOf(emulator);
    const ref = emulator.startRequest({ kind });
    const remove = emulator.addFault({ fault: 'server-error' });
    await expect(describeIt(client, ref)).rejects.toThrow();
    remove();
    await describeIt(client, ref);
    emulator.addFault({ operations: 'ListPermissionSetProvisioningStatus', fault: 'server-error' });
    await describeIt(client, ref);
    await expect(listThem(client, ref.instanceArn)).rejects.toThrow();
    emulator.clearFaults();
    await listThem(client, ref.instanceArn);
    expect(() => emulator.addFault({ fault: 'silence', probability: 2 })).toThrow(
      'probability must be',
    );
  });
});

describe('a seed', () => {
  it('repeats a run; another seed gives another run', async () => {
    expect(await run({ seed: 5 })).toEqual(await run({ seed: 5 }));
    expect(await run({ seed: 5 })).not.toEqual(await run({ seed: 6 }));
  });

  it('gives the same nth request with any history and faults', async () => {
    const plain = await run({ seed: 5 });
    const other = await run({ seed: 5, history: 50 }, true);
    expect(other).toEqual(plain.slice(0, other.length));
    expect(other.length).toBeLessThan(plain.length);
  });
});
