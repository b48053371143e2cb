import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createEmulator } from '../src/emulator/index.js';
import { discoverRequests, findInstanceArn, type DiscoveredRequest } from '../src/index.js';
import { passTime, passTimeUntil, useRealTime, useVirtualTime } from './support/virtual-time.js';
import { createWorld, startMany } from './support/world.js';

beforeEach(useVirtualTime);
afterEach(useRealTime);

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
  'gives all kinds, newest first, from lists that are %s',
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

it('keeps to the chosen kinds, statuses and limit', async () => {
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

it('describes each one when asked for details', async () => {
  const world = createWorld();
  startMany(world, 1, { durationMs: 0, failureReason: 'Too bad.', accountId: '123456789012' });
  const [found] = await discover(world, { details: true });
  expect(found).toMatchObject({ failureReason: 'Too bad.', accountId: '123456789012' });
});

it('explains why a list cannot be read', async () => {
  const world = createWorld();
  world.emulator.addFault({ fault: 'access-denied' });
  const error = await discover(world).catch((reason) => reason);
  expect(error).toMatchObject({
    code: 'ACCESS_DENIED',
    action: 'sso:ListPermissionSetProvisioningStatus',
  });
});

it.each([0, -1, 1.5])('refuses a limit of %d', async (limit) => {
  const error = await discover(createWorld(), { limit }).catch((reason) => reason);
  expect(error).toMatchObject({ code: 'INVALID_OPTION', option: 'limit' });
});

it('finds the only instance', async () => {
  const emulator = createEmulator();
  const client = new SSOAdminClient(emulator.clientConfig());
  await expect(passTimeUntil(findInstanceArn({ client }))).resolves.toBe(emulator.instanceArn);
});

it('explains that instances cannot be listed', async () => {
  const world = createWorld();
  world.emulator.addFault({ operations: ['ListInstances'], fault: 'access-denied' });
  const error = await passTimeUntil(findInstanceArn(world).catch((reason) => reason));
  expect(error).toMatchObject({ code: 'ACCESS_DENIED', action: 'sso:ListInstances' });
});
