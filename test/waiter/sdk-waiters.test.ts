import { expect, it } from 'vitest';
import {
  waitUntilAccountAssignmentCreated,
  waitUntilAccountAssignmentDeleted,
  waitUntilPermissionSetProvisioned,
} from '../../src/index.js';
import { passTimeUntil, useVirtualTime } from '../support/virtual-time.js';
import { createWorld, startMany } from '../support/world.js';

useVirtualTime();

it('resolves as the SDK waiters do, with the response of the last describe', async () => {
  const world = createWorld();
  const { client } = world;
  const [provisioning] = startMany(world, 1, { durationMs: 4_000 });
  const [creation] = startMany(world, 1, {
    kind: 'account-assignment-creation',
    durationMs: 4_000,
  });
  const [deletion] = startMany(world, 1, {
    kind: 'account-assignment-deletion',
    durationMs: 4_000,
  });
  const InstanceArn = world.emulator.instanceArn;
  const params = { client, maxWaitTime: 60 };

  const results = await passTimeUntil(
    Promise.all([
      waitUntilPermissionSetProvisioned(params, {
        InstanceArn,
        ProvisionPermissionSetRequestId: provisioning!.requestId,
      }),
      waitUntilAccountAssignmentCreated(params, {
        InstanceArn,
        AccountAssignmentCreationRequestId: creation!.requestId,
      }),
      waitUntilAccountAssignmentDeleted(params, {
        InstanceArn,
        AccountAssignmentDeletionRequestId: deletion!.requestId,
      }),
    ]),
  );

  const [provisioned, created, deleted] = results;
  for (const result of results) {
    expect(result.state).toBe('SUCCESS');
    expect(result.reason).toBe(result.final);
    expect(result.final.$metadata.httpStatusCode).toBe(200);
    expect(result.observedResponses['200: OK']).toBeGreaterThan(1);
  }
  expect(provisioned.final.PermissionSetProvisioningStatus?.Status).toBe('SUCCEEDED');
  expect(created.final.AccountAssignmentCreationStatus?.TargetType).toBe('AWS_ACCOUNT');
  expect(deleted.final.AccountAssignmentDeletionStatus?.RequestId).toBe(deletion!.requestId);
});

it('takes seconds, and throws a TimeoutError at the deadline', async () => {
  const world = createWorld();
  const [ref] = startMany(world, 1, { durationMs: Infinity });

  const error = await passTimeUntil(
    waitUntilPermissionSetProvisioned(
      { client: world.client, maxWaitTime: 20, minDelay: 6, maxDelay: 6 },
      { InstanceArn: ref!.instanceArn, ProvisionPermissionSetRequestId: ref!.requestId },
    ).catch((reason) => reason),
  );

  expect(error.name).toBe('TimeoutError');
  expect(performance.now()).toBe(20_000);
  // At 0, 6, 12 and 18 s; the last poll at 19 s.
  expect(world.emulator.calls.total).toBe(5);
});

it('throws an AbortError when aborted', async () => {
  const world = createWorld();
  const [ref] = startMany(world, 1);

  const error = await waitUntilPermissionSetProvisioned(
    { client: world.client, maxWaitTime: 20, abortSignal: AbortSignal.abort('cancelled') },
    { InstanceArn: ref!.instanceArn, ProvisionPermissionSetRequestId: ref!.requestId },
  ).catch((reason) => reason);

  expect(error).toMatchObject({ name: 'AbortError', cause: 'cancelled' });
  expect(world.emulator.calls.total).toBe(0);
});

it('throws as soon as the request has failed, with the reason', async () => {
  const world = createWorld();
  const [ref] = startMany(world, 1, { durationMs: 1_000, failureReason: 'Too bad.' });

  const error = await passTimeUntil(
    waitUntilPermissionSetProvisioned(
      { client: world.client, maxWaitTime: 900 },
      { InstanceArn: ref!.instanceArn, ProvisionPermissionSetRequestId: ref!.requestId },
    ).catch((reason) => reason),
  );

  expect(error).toMatchObject({ code: 'REQUEST_FAILED', failureReason: 'Too bad.' });
  expect(performance.now()).toBeLessThan(3_000);
});

it.each([
  ['maxWaitTime', { maxWaitTime: 0 }, {}],
  ['minDelay', { minDelay: -1 }, {}],
  ['InstanceArn', {}, { InstanceArn: undefined }],
  ['ProvisionPermissionSetRequestId', {}, { ProvisionPermissionSetRequestId: undefined }],
])('rejects an invalid %s', async (option, params, input) => {
  const world = createWorld();
  const [ref] = startMany(world, 1);
  const wait = waitUntilPermissionSetProvisioned(
    { client: world.client, maxWaitTime: 20, ...params },
    {
      InstanceArn: ref!.instanceArn,
      ProvisionPermissionSetRequestId: ref!.requestId,
      ...input,
    },
  );
  await expect(wait).rejects.toMatchObject({ code: 'INVALID_OPTION', option });
});
