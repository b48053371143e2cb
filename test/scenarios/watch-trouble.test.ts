import { expect, it } from 'vitest';
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { AccessDeniedError } from '../../src/index.js';
import { isTerminalEvent } from '../../src/watcher/request-event.js';
import type { WatcherEvent } from '../../src/watcher/watcher-event.js';
import { readinessOf } from '../../src/watcher/telemetry/readiness.js';
import { createWatcher } from '../../src/watcher/watcher.js';
import { passTime, passTimeUntil, useVirtualTime } from '../support/virtual-time.js';
import { createWorld, startMany } from '../support/world.js';
import { eventsOf, recordingSink, watchEmulator, type WatchedWorld } from '../watcher/support.js';
import { expectTold, HOUR, MINUTE, passHours, SECOND, stopped } from './watch-support.js';

useVirtualTime();

const troubles = ({ events }: WatchedWorld) =>
  eventsOf(events, 'instance-failing', 'instance-recovered').map((event) =>
    event.type === 'instance-failing' ? event.fault : event.type,
  );

it.each([
  ['expired-token', 'credentials'],
  ['access-denied', 'denied'],
  ['kms-not-found', 'kms'],
  ['connection-reset', 'transient'],
] as const)('five minutes of %s are told once, and lose nothing', async (fault, told) => {
  const world = watchEmulator({ history: 150 });
  await passTimeUntil(world.watcher.start());
  await passHours(5 * MINUTE);
  const refs = startMany(world, 2, { durationMs: 30 * SECOND });
  await passHours(20 * SECOND);
  const end = world.emulator.addFault({ fault });
  refs.push(...startMany(world, 2, { durationMs: SECOND }));
  await passHours(5 * MINUTE);
  expect(world.watcher.snapshot().instances[0]?.problem?.fault).toBe(told);
  expect(world.watcher.snapshot().instances[0]?.stale).toContain('no sweep of');
  end();
  await passHours(3 * MINUTE);
  expect(troubles(world)).toEqual([told, 'instance-recovered']);
  expect(world.watcher.snapshot().instances[0]).not.toHaveProperty('trouble');
  expect(world.watcher.snapshot().instances[0]).not.toHaveProperty('stale');
  expectTold(refs, world);
  await stopped(world);
});

it.each([
  ['quiet', 30 * SECOND, 90 * SECOND],
  ['busy', 2 * SECOND, 15 * SECOND],
])('a lost connection counts after three cadences, when it is %s', async (_, delayMs, staleMs) => {
  const world = watchEmulator(
    {},
    { maxSweepDelayMs: delayMs, kinds: ['account-assignment-creation'] },
  );
  await passTimeUntil(world.watcher.start());
  await passHours(10 * MINUTE);
  const health = () => readinessOf(world.watcher.snapshot());
  const cadenceMs = () => world.watcher.snapshot().instances[0]?.kinds[0]?.cadenceMs ?? NaN;
  await passTimeUntil(
    new Promise((resolve) => {
      world.watcher.once('swept', resolve);
    }),
  );
  const end = world.emulator.addFault({ fault: 'connection-reset' });
  const limitMs = Math.max(3 * cadenceMs(), 15 * SECOND);
  expect(limitMs).toBeGreaterThan(staleMs * 0.94);
  expect(limitMs).toBeLessThanOrEqual(staleMs);
  await passTime(limitMs - 100);
  expect(eventsOf(world.events, 'poll-failed').length).toBeGreaterThan(0);
  expect(health()).toMatchObject({ level: 'healthy' });
  expect(troubles(world)).toEqual([]);
  await passTime(200);
  expect(health()).toMatchObject({ level: 'unhealthy' });
  expect(world.watcher.snapshot().instances[0]).toMatchObject({
    problem: { fault: 'transient' },
    stale: expect.stringContaining('no sweep of account-assignment-creation'),
  });
  await passHours(MINUTE);
  expect(troubles(world)).toEqual(['transient']);
  end();
  await passHours(MINUTE);
  expect(health()).toMatchObject({ level: 'healthy' });
  expect(troubles(world)).toEqual(['transient', 'instance-recovered']);
  await stopped(world);
});

it('survives faults of all kinds at once, and a storm of throttling', async () => {
  const world = watchEmulator({ history: 150, failureRate: 0.3 });
  const faults = [
    'throttle',
    'server-error',
    'internal-failure',
    'html-error',
    'connection-reset',
    'cut-off-body',
    'silence',
    'access-denied',
    'expired-token',
    'kms-not-found',
    'conflict',
    'empty-body',
    'unknown-status',
  ] as const;
  await passTimeUntil(world.watcher.start());
  for (const fault of faults) world.emulator.addFault({ fault, probability: 0.03 });
  const refs = startMany(world, 10, { durationMs: 20 * SECOND });
  await passHours(5 * MINUTE);
  world.emulator.setRate(0.2);
  refs.push(...startMany(world, 10, { durationMs: 2 * SECOND }));
  await passHours(10 * MINUTE);
  world.emulator.clearFaults();
  world.emulator.setRate(20);
  await passHours(20 * MINUTE);
  expectTold(refs, world);
  await stopped(world);
});

it('one request that may not be described disturbs no other, and is told when it may', async () => {
  const world = watchEmulator();
  await passTimeUntil(world.watcher.start());
  const denied = startMany(world, 1, { durationMs: 5 * SECOND });
  const operation = 'DescribePermissionSetProvisioningStatus';
  const end = world.emulator.addFault({ operations: operation, fault: 'access-denied' });
  const others = startMany(world, 2, {
    durationMs: 5 * SECOND,
    kind: 'account-assignment-creation',
  });
  await passHours(10 * MINUTE);
  expectTold(others, world);
  expect(troubles(world)).toEqual([]);
  end();
  await passHours(MINUTE);
  expectTold([...others, ...denied], world);
  await stopped(world);
});

it('says once that no request may be described, and once that they may again', async () => {
  const world = watchEmulator();
  await passTimeUntil(world.watcher.start());
  const refs = startMany(world, 5, { durationMs: 5 * SECOND });
  const operations = ['DescribePermissionSetProvisioningStatus'] as const;
  const end = world.emulator.addFault({ operations, fault: 'access-denied' });
  await passHours(10 * MINUTE);
  expect(troubles(world)).toEqual(['denied']);
  end();
  await passHours(2 * MINUTE);
  expect(troubles(world)).toEqual(['denied', 'instance-recovered']);
  expectTold(refs, world);
  await stopped(world);
});

it('goes on to discover while no request may be described, however many have ended', async () => {
  const world = watchEmulator({ history: 250 }, { kinds: ['permission-set-provisioning'] });
  await passTimeUntil(world.watcher.start());
  await passHours(10 * MINUTE);
  const operations = ['DescribePermissionSetProvisioningStatus'] as const;
  const end = world.emulator.addFault({ operations, fault: 'access-denied' });
  const refs = [];
  for (let round = 0; round < 3; round += 1) {
    refs.push(...startMany(world, 210, { durationMs: 900 }));
    await passHours(2 * MINUTE);
  }
  const last = startMany(world, 1, { durationMs: 4 * MINUTE });
  await passHours(MINUTE);
  last.push(...startMany(world, 1, { durationMs: 4 * MINUTE }));
  await passHours(MINUTE);
  expect(world.sink.received.map(({ type, requestId }) => [type, requestId])).toEqual(
    last.map(({ requestId }) => ['discovered', requestId]),
  );
  // A sweep of the list of running requests, and now and then one to find out if it is still denied.
  const before = world.emulator.calls.total;
  await passHours(5 * MINUTE);
  expect((world.emulator.calls.total - before) / 300).toBeLessThanOrEqual(1);
  end();
  await passHours(10 * MINUTE);
  expectTold([...refs, ...last], world);
  await stopped(world);
});

it('a kind that may not be listed is told once, and does not disturb the others', async () => {
  const world = watchEmulator();
  const operations = ['ListAccountAssignmentDeletionStatus'] as const;
  const end = world.emulator.addFault({ operations, fault: 'access-denied' });
  await passTimeUntil(world.watcher.start());
  const refs = startMany(world, 2, { durationMs: 5 * SECOND });
  await passHours(10 * MINUTE);
  expectTold(refs, world);
  expect(troubles(world)).toEqual(['denied']);
  end();
  await passHours(2 * MINUTE);
  expect(troubles(world)).toEqual(['denied', 'instance-recovered']);
  await stopped(world);
});

it('start rejects when every instance refuses, and leaves nothing behind', async () => {
  const world = watchEmulator();
  world.emulator.addFault({ fault: 'access-denied' });
  await expect(passTimeUntil(world.watcher.start())).rejects.toBeInstanceOf(AccessDeniedError);
  expect(world.watcher.snapshot().phase).toBe('stopped');
  await stopped(world);
});

it('start resolves when the instance is unreachable, and goes on trying', async () => {
  const world = watchEmulator();
  const refs = startMany(world, 1, { durationMs: HOUR / 4 });
  const end = world.emulator.addFault({ fault: 'connection-reset' });
  await passTimeUntil(world.watcher.start());
  await passHours(2 * MINUTE);
  end();
  await passHours(HOUR / 4);
  expectTold(refs, world);
  expect(troubles(world)).toEqual(['transient', 'instance-recovered']);
  await stopped(world);
});

it('an instance that refuses does not disturb another', async () => {
  const good = createWorld();
  const arn = 'arn:aws:sso:::instance/ssoins-fedcba0987654321';
  const bad = createWorld({ instanceArn: arn });
  bad.emulator.addFault({ fault: 'access-denied' });
  const sink = recordingSink();
  const watcher = createWatcher({
    instances: [
      { name: 'good', client: good.client, instanceArn: good.emulator.instanceArn },
      { name: 'bad', client: bad.client, instanceArn: arn },
    ],
    sinks: [sink],
  });
  await passTimeUntil(watcher.start());
  startMany(good, 1, { durationMs: 5 * SECOND });
  await passHours(MINUTE);
  expect(sink.received.map(({ type }) => type)).toEqual(['discovered', 'succeeded']);
  const [one, other] = watcher.snapshot().instances;
  expect([one?.problem, other?.problem?.fault]).toEqual([undefined, 'denied']);
  bad.emulator.clearFaults();
  startMany(bad, 1, { durationMs: 5 * SECOND });
  await passHours(3 * MINUTE);
  expect(sink.received.at(-1)).toMatchObject({ type: 'succeeded', instanceArn: arn });
  await passTimeUntil(watcher.stop());
});

it('finds the only instance by itself', async () => {
  const { emulator, client } = createWorld();
  const watcher = createWatcher({ instances: [{ client }] });
  await passTimeUntil(watcher.start());
  expect(watcher.snapshot().instances[0]).toMatchObject({
    name: 'default',
    instanceArn: emulator.instanceArn,
  });
  await passTimeUntil(watcher.stop());
});

it.each([false, true])(
  'watches an instance once, whoever finds it too, ARN given: %s',
  async (given) => {
    const { emulator, client } = createWorld();
    const other = new SSOAdminClient({ ...emulator.clientConfig(), maxAttempts: 1 });
    const sink = recordingSink();
    const { instanceArn } = emulator;
    const watcher = createWatcher({
      instances: [
        { name: 'late', client: other },
        { name: 'early', client, ...(given ? { instanceArn } : {}) },
      ].toReversed(),
      sinks: [sink],
    });
    const events: WatcherEvent[] = [];
    watcher.on('*', (event) => events.push(event));
    await passTimeUntil(watcher.start());
    startMany({ emulator, client }, 2, { durationMs: 5 * SECOND });
    await passHours(10 * MINUTE);
    expect(sink.received.filter(isTerminalEvent)).toHaveLength(2);
    const failing = eventsOf(events, 'instance-failing');
    expect(failing).toMatchObject([{ instance: 'late', fault: 'invalid' }]);
    expect(failing[0]?.message).toContain('early watches it');
    const [early, late] = watcher.snapshot().instances;
    expect(early).toMatchObject({ instanceArn });
    expect(early).not.toHaveProperty('trouble');
    expect(late).not.toHaveProperty('instanceArn');
    const asked = emulator.calls.log.filter(({ operation }) => operation === 'ListInstances');
    expect(asked.length).toBeLessThan(20);
    await passTimeUntil(watcher.stop());
  },
);

it('asks which instance is meant when there are several', async () => {
  const { emulator } = createWorld();
  const client = new SSOAdminClient({ ...emulator.clientConfig(), maxAttempts: 1 });
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const Instances = [{ InstanceArn: 'arn:one' }, { InstanceArn: 'arn:other' }];
      return { ...result, output: { ...result.output, Instances } };
    },
    { step: 'initialize' },
  );
  const watcher = createWatcher({ instances: [{ client }] });
  await expect(passTimeUntil(watcher.start())).rejects.toMatchObject({
    code: 'INVALID_OPTION',
    message: expect.stringContaining('arn:one and arn:other'),
  });
});

it('a list that lags and a describe that does not know yet change nothing', async () => {
  const world = watchEmulator({ notFoundWindowMs: 5 * SECOND, listLagMs: 10 * SECOND });
  await passTimeUntil(world.watcher.start());
  const refs = startMany(world, 3, { durationMs: 2 * SECOND });
  await passHours(10 * MINUTE);
  expectTold(refs, world);
  await stopped(world);
});

it('tells an error of its own in the midst of an end, instead of losing it silently', async () => {
  let isBroken = false;
  const broken = {
    ...recordingSink({ name: 'broken' }),
    get receives(): 'all' {
      if (isBroken) throw new TypeError('cannot read properties of undefined');
      return 'all';
    },
  };
  const world = watchEmulator({}, { sinks: [broken] });
  await passTimeUntil(world.watcher.start());
  startMany(world, 1, { durationMs: 2 * MINUTE });
  await passHours(MINUTE);
  isBroken = true;
  await passHours(2 * MINUTE);
  expect(eventsOf(world.events, 'instance-failing')).toMatchObject([
    { fault: 'other', message: 'cannot read properties of undefined' },
  ]);
  isBroken = false;
  await stopped(world);
});
