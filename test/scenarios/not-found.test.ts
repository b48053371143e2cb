import { expect, it } from 'vitest';
import { settleRequests, waitForRequest } from '../../src/index.js';
import { passTimeUntil, useVirtualTime } from '../support/virtual-time.js';
import { createWorld, startMany } from '../support/world.js';

useVirtualTime();

const UNKNOWN = '00000000-0000-4000-8000-000000000000';

it('waits for a request that AWS does not know yet', async () => {
  const world = createWorld({ notFoundWindowMs: 20_000, listLagMs: 20_000 });
  const refs = startMany(world, 5, { durationMs: 25_000 });

  const outcomes = await passTimeUntil(settleRequests(refs, { client: world.client }));

  expect(outcomes.every(({ type }) => type === 'succeeded')).toBe(true);
});

it('rejects an unknown id after the grace period', async () => {
  const world = createWorld();
  const ref = {
    kind: 'account-assignment-creation',
    instanceArn: world.emulator.instanceArn,
    requestId: UNKNOWN,
  } as const;

  const error = await passTimeUntil(
    waitForRequest(ref, { client: world.client }).catch((reason) => reason),
  );

  expect(error).toMatchObject({ code: 'REQUEST_NOT_FOUND', name: 'RequestNotFoundError' });
  expect(error.message).toContain(UNKNOWN);
  expect(error.elapsedMs).toBeGreaterThanOrEqual(30_000);
  expect(error.elapsedMs).toBeLessThan(35_000);
});

it('rejects an unknown id at once with a grace period of 0', async () => {
  const world = createWorld();
  const [known] = startMany(world, 1);
  const [outcome] = await passTimeUntil(
    settleRequests([{ ...known!, requestId: UNKNOWN }], {
      client: world.client,
      notFoundGraceMs: 0,
    }),
  );
  expect(outcome).toMatchObject({ type: 'not-found', polls: 1 });
});

it('distinguishes a missing encryption key from a missing request', async () => {
  const world = createWorld();
  const [ref] = startMany(world, 1);
  world.emulator.addFault({ fault: 'kms-not-found' });

  const error = await passTimeUntil(
    waitForRequest(ref!, { client: world.client }).catch((reason) => reason),
  );

  expect(error).toMatchObject({ code: 'KMS_KEY', polls: 0 });
  expect(error.elapsedMs).toBeLessThan(1_000);
});
