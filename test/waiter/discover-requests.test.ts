import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { describe, expect, it } from 'vitest';
import { createEmulator } from '../../src/emulator/index.js';
import { discoverRequests, findInstanceArn, type DiscoveredRequest } from '../../src/index.js';
import { passTime, passTimeUntil, useVirtualTime } from '../support/virtual-time.js';
import { createWorld, startMany } from '../support/world.js';

useVirtualTime();

type Options = Partial<Parameters<typeof discoverRequests>[0]>;

async function discover(world: ReturnType<typeof createWorld>, options: Options = {}) {
  const { instanceArn } = world.emulator;
  const found: DiscoveredRequest[] = [];
  const reading = (async () => {
    for await (const each of discoverRequests({ client: world.client, instanceArn, ...options })) {
      found.push(each);
    }
  })();
  await passTimeUntil(reading);
  return found;
}

it.each(['newest-first', 'oldest-first', 'shuffled'] as const)(
  'returns all kinds, newest first, from lists that are %s',
  async (listOrder) => {
    const world = createWorld({ listOrder });
    const made: string[] = [];
    for (const kind of ['permission-set-provisioning', 'account-assignment-deletion'] as const) {
      for (let index = 0; index < 60; index += 1) {
        made.unshift(startMany(world, 1, { kind })[0]!.requestId);
        await passTime(1_000);
      }
    }
    const found = await discover(world);
    expect(found.map(({ requestId }) => requestId)).toEqual(made);
  },
);

it('applies kinds, statuses and limit', async () => {
  const world = createWorld();
  startMany(world, 3, { durationMs: Infinity });
  startMany(world, 2, { durationMs: 0 });
  startMany(world, 4, { kind: 'account-assignment-creation', durationMs: Infinity });

  const running = await discover(world, {
    kinds: ['permission-set-provisioning'],
    statuses: ['IN_PROGRESS'],
  });
  expect(running).toHaveLength(3);
  expect(await discover(world, { limit: 2 })).toHaveLength(2);
});

it('describes each request with details', async () => {
  const world = createWorld();
  startMany(world, 1, { durationMs: 0, failureReason: 'Too bad.', accountId: '123456789012' });
  const [found] = await discover(world, { details: true });
  expect(found).toMatchObject({ failureReason: 'Too bad.', accountId: '123456789012' });
});

it('names the permission that a list needs', async () => {
  const world = createWorld();
  world.emulator.addFault({ fault: 'access-denied' });
  const error = await discover(world).catch((reason) => reason);
  expect(error).toMatchObject({
    code: 'ACCESS_DENIED',
    action: 'sso:ListPermissionSetProvisioningStatus',
  });
});

it.each([0, -1, 1.5])('rejects a limit of %d', async (limit) => {
  const error = await discover(createWorld(), { limit }).catch((reason) => reason);
  expect(error).toMatchObject({ code: 'INVALID_OPTION', option: 'limit' });
});

it.each([
  ['kinds[0]', { kinds: ['provisioning'] }, 'permission-set-provisioning'],
  ['kinds[0]', { kinds: ['toString'] }, 'permission-set-provisioning'],
  ['statuses[0]', { statuses: ['in_progress'] }, 'IN_PROGRESS'],
  ['statuses[1]', { statuses: ['SUCCEEDED', 'DONE'] }, 'IN_PROGRESS'],
])('rejects unknown %s before any call, and names the known ones', async (option, given, known) => {
  const world = createWorld();
  const error = await discover(world, given as Options).catch((reason) => reason);
  expect(error).toMatchObject({ code: 'INVALID_OPTION', option });
  expect(error.message).toContain(known);
  expect(world.emulator.calls.total).toBe(0);
});

describe('an abort', () => {
  it.each([true, false])(
    'between two requests ends the iteration, details: %s',
    async (details) => {
      const world = createWorld();
      startMany(world, 5, { durationMs: 0 });
      const controller = new AbortController();
      const reason = new Error('cancelled');
      const found: string[] = [];
      const { instanceArn } = world.emulator;
      const { signal } = controller;
      const reading = (async () => {
        const options = { client: world.client, instanceArn, details, signal };
        for await (const { requestId } of discoverRequests(options)) {
          found.push(requestId);
          if (found.length === 2) controller.abort(reason);
        }
      })();
      await expect(passTimeUntil(reading)).rejects.toBe(reason);
      expect(found).toHaveLength(2);
      const { total } = world.emulator.calls;
      await passTime(10_000);
      expect(world.emulator.calls.total).toBe(total);
    },
  );

  it('during a call ends the iteration at once', async () => {
    const world = createWorld();
    world.emulator.addFault({ fault: 'silence' });
    const controller = new AbortController();
    setTimeout(() => controller.abort('cancelled'), 1_000);
    const error = await discover(world, { signal: controller.signal }).catch((reason) => reason);
    expect(error).toBe('cancelled');
    expect(performance.now()).toBeLessThan(1_100);
  });
});

describe('with details', () => {
  it('keeps the date of a row if the describe has none', async () => {
    const world = createWorld();
    startMany(world, 1, { durationMs: 0, accountId: '123456789012' });
    world.client.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        const status = Reflect.get(result.output, 'PermissionSetProvisioningStatus');
        if (status) delete status.CreatedDate;
        return result;
      },
      { step: 'initialize' },
    );
    const [found] = await discover(world, { details: true });
    expect(found).toMatchObject({
      accountId: '123456789012',
      createdDate: new Date('2026-01-01T00:00:00Z'),
    });
  });

  it('keeps a row that a describe does not find', async () => {
    const world = createWorld({ notFoundWindowMs: 3_600_000 });
    const refs = startMany(world, 2, { durationMs: Infinity });
    const found = await discover(world, { details: true });
    expect(found).toHaveLength(2);
    for (const { requestId } of refs) {
      expect(found).toContainEqual(expect.objectContaining({ requestId, status: 'IN_PROGRESS' }));
    }
    expect(world.emulator.calls.of('DescribePermissionSetProvisioningStatus')).toBe(2);
  });

  it('names the request for which a describe was denied', async () => {
    const world = createWorld();
    const [ref] = startMany(world, 1);
    const operations = 'DescribePermissionSetProvisioningStatus';
    world.emulator.addFault({ operations, fault: 'access-denied' });
    const error = await discover(world, { details: true }).catch((reason) => reason);
    expect(error).toMatchObject({ code: 'ACCESS_DENIED', request: ref });
  });
});

it('finds the only instance', async () => {
  const emulator = createEmulator();
  const client = new SSOAdminClient(emulator.clientConfig());
  await expect(passTimeUntil(findInstanceArn({ client }))).resolves.toBe(emulator.instanceArn);
});

it('names the permission that listing instances needs', async () => {
  const world = createWorld();
  world.emulator.addFault({ operations: ['ListInstances'], fault: 'access-denied' });
  const error = await passTimeUntil(
    findInstanceArn({ client: world.client }).catch((reason) => reason),
  );
  expect(error).toMatchObject({ code: 'ACCESS_DENIED', action: 'sso:ListInstances' });
});
