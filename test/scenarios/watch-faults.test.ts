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
import { expectReported, HOUR, MINUTE, passHours, SECOND, stopped } from './watch-support.js';

useVirtualTime();

const problems = ({ events }: WatchedWorld) =>
  eventsOf(events, 'instance-failing', 'instance-recovered').map((event) =>
    event.type === 'instance-failing' ? event.fault : event.type,
  );

it.each([
  ['expired-token', 'credentials'],
  ['access-denied', 'denied'],
  ['kms-not-found', 'kms'],
  ['connection-reset', 'transient'],
] as const)('five minutes of %s are reported once, and lose no request', async (fault, kind) => {
  const world = watchEmulator({ history: 150 });
  await passTimeUntil(world.watcher.start());
  await passHours(5 * MINUTE);
  const refs = startMany(world, 2, { durationMs: 30 * SECOND });
  await passHours(20 * SECOND);
  const end = world.emulator.addFault({ fault });
  refs.push(...startMany(world, 2, { durationMs: SECOND }));
  await passHours(5 * MINUTE);
  expect(world.watcher.snapshot().instances[0]?.problem?.fault).toBe(kind);
  expect(world.watcher.snapshot().instances[0]?.stale).toContain('no sweep of');
  end();
  await passHours(3 * MINUTE);
  expect(problems(world)).toEqual([kind, 'instance-recovered']);
  expect(world.watcher.snapshot().instances[0]).not.toHaveProperty('problem');
  expect(world.watcher.snapshot().instances[0]).not.toHaveProperty('stale');
  expectReported(refs, world);
  await stopped(world);
});

it.each([
  ['quiet', 30 * SECOND, 90 * SECOND],
  ['busy', 2 * SECOND, 15 * SECOND],
])(
  'a lost connection is a problem after three cadences, when the instance is %s',
  async (_, delayMs, staleMs) => {
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
    expect(problems(world)).toEqual([]);
    await passTime(200);
    expect(health()).toMatchObject({ level: 'unhealthy' });
    expect(world.watcher.snapshot().instances[0]).toMatchObject({
      problem: { fault: 'transient' },
      stale: expect.stringContaining('no sweep of account-assignment-creation'),
    });
    await passHours(MINUTE);
    expect(problems(world)).toEqual(['transient']);
    end();
    await passHours(MINUTE);
    expect(health()).toMatchObject({ level: 'healthy' });
    expect(problems(world)).toEqual(['transient', 'instance-recovered']);
    await stopped(world);
  },
);

it('loses no request with all faults at once, or with heavy throttling', async () => {
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
  expectReported(refs, world);
  await stopped(world);
});

it('a denied describe of one request does not affect others, and the request is reported later', async () => {
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
  expectReported(others, world);
  expect(problems(world)).toEqual([]);
  end();
  await passHours(MINUTE);
  expectReported([...others, ...denied], world);
  await stopped(world);
});

it('reports once that all describes are denied, and once that they are allowed again', async () => {
  const world = watchEmulator();
  await passTimeUntil(world.watcher.start());
  const refs = startMany(world, 5, { durationMs: 5 * SECOND });
  const operations = ['DescribePermissionSetProvisioningStatus'] as const;
  const end = world.emulator.addFault({ operations, fault: 'access-denied' });
  await passHours(10 * MINUTE);
  expect(problems(world)).toEqual(['denied']);
  end();
  await passHours(2 * MINUTE);
  expect(problems(world)).toEqual(['denied', 'instance-recovered']);
  expectReported(refs, world);
  await stopped(world);
});

it('continues to discover while describes are denied and many requests have ended', async () => {
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
  // Sweeps of the requests in progress, and a few describes that check whether they are still denied.
  const before = world.emulator.calls.total;
  await passHours(5 * MINUTE);
  expect((world.emulator.calls.total - before) / 300).toBeLessThanOrEqual(1);
  end();
  await passHours(10 * MINUTE);
  expectReported([...refs, ...last], world);
  await stopped(world);
});

it('a denied list of one kind is reported once, and does not affect the others', async () => {
  const world = watchEmulator();
  const operations = ['ListAccountAssignmentDeletionStatus'] as const;
  const end = world.emulator.addFault({ operations, fault: 'access-denied' });
  await passTimeUntil(world.watcher.start());
  const refs = startMany(world, 2, { durationMs: 5 * SECOND });
  await passHours(10 * MINUTE);
  expectReported(refs, world);
  expect(problems(world)).toEqual(['denied']);
  end();
  await passHours(2 * MINUTE);
  expect(problems(world)).toEqual(['denied', 'instance-recovered']);
  await stopped(world);
});

it('start rejects when all instances deny access, and leaves no timer and no call', async () => {
  const world = watchEmulator();
  world.emulator.addFault({ fault: 'access-denied' });
  await expect(passTimeUntil(world.watcher.start())).rejects.toBeInstanceOf(AccessDeniedError);
  expect(world.watcher.snapshot().phase).toBe('stopped');
  await stopped(world);
});

it('start resolves when the instance is unreachable, and retries', async () => {
  const world = watchEmulator();
  const refs = startMany(world, 1, { durationMs: HOUR / 4 });
  const end = world.emulator.addFault({ fault: 'connection-reset' });
  await passTimeUntil(world.watcher.start());
  await passHours(2 * MINUTE);
  end();
  await passHours(HOUR / 4);
  expectReported(refs, world);
  expect(problems(world)).toEqual(['transient', 'instance-recovered']);
  await stopped(world);
});

it('an instance that denies access does not affect another', async () => {
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

it('finds the only instance', async () => {
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
  'watches an instance once if it is configured twice, ARN given: %s',
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
    expect(early).not.toHaveProperty('problem');
    expect(late).not.toHaveProperty('instanceArn');
    const lookups = emulator.calls.log.filter(({ operation }) => operation === 'ListInstances');
    expect(lookups.length).toBeLessThan(20);
    await passTimeUntil(watcher.stop());
  },
);

it('rejects if there are several instances, and names them', async () => {
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

it('each request is reported once with late lists and not-found describes', async () => {
  const world = watchEmulator({ notFoundWindowMs: 5 * SECOND, listLagMs: 10 * SECOND });
  await passTimeUntil(world.watcher.start());
  const refs = startMany(world, 3, { durationMs: 2 * SECOND });
  await passHours(10 * MINUTE);
  expectReported(refs, world);
  await stopped(world);
});

it('reports an internal error that occurs while an end is processed', async () => {
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
