import {
  DescribeAccountAssignmentCreationStatusCommand,
  DescribeAccountAssignmentDeletionStatusCommand,
  ListAccountAssignmentCreationStatusCommand,
  ListAccountAssignmentDeletionStatusCommand,
  paginateListPermissionSetProvisioningStatus,
} from '@aws-sdk/client-sso-admin';
import { describe, expect, it, vi } from 'vitest';
import { createEmulator, type EmulatorOptions } from '../../../src/emulator/index.js';
import { clientOf, describeIt, listThem } from '../support.js';
import { useVirtualTime } from '../../support/virtual-time.js';

const kind = 'permission-set-provisioning';
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

function setUp(options: EmulatorOptions = {}) {
  const emulator = createEmulator(options);
  return { emulator, client: clientOf(emulator), instanceArn: emulator.instanceArn };
}

describe('describe', () => {
  useVirtualTime();

  it('returns the current status, and all details of a failure', async () => {
    const { emulator, client } = setUp();
    const ref = emulator.startRequest({ kind, durationMs: 1000, failureReason: 'No such role.' });
    await vi.advanceTimersByTimeAsync(999);
    expect(await describeIt(client, ref)).toEqual({
      Status: 'IN_PROGRESS',
      RequestId: ref.requestId,
      AccountId: '444455556666',
      PermissionSetArn: emulator.permissionSetArn,
      CreatedDate: new Date('2026-01-01T00:00:00Z'),
    });
    await vi.advanceTimersByTimeAsync(1);
    expect(await describeIt(client, ref)).toMatchObject({
      Status: 'FAILED',
      FailureReason: 'No such role.',
    });
  });

  it('returns no account for a provisioning of all accounts', async () => {
    const { emulator, client } = setUp();
    const ref = emulator.startRequest({ kind, targetType: 'ALL_PROVISIONED_ACCOUNTS' });
    expect(await describeIt(client, ref)).not.toHaveProperty('AccountId');
  });

  it('returns the target and the principal of an assignment', async () => {
    const { emulator, client, instanceArn } = setUp();
    const made = emulator.startRequest({ kind: 'account-assignment-creation', durationMs: 0 });
    const gone = emulator.startRequest({
      kind: 'account-assignment-deletion',
      durationMs: 0,
      principalType: 'USER',
    });
    const { AccountAssignmentCreationStatus: creation } = await client.send(
      new DescribeAccountAssignmentCreationStatusCommand({
        InstanceArn: instanceArn,
        AccountAssignmentCreationRequestId: made.requestId,
      }),
    );
    const { AccountAssignmentDeletionStatus: deletion } = await client.send(
      new DescribeAccountAssignmentDeletionStatusCommand({
        InstanceArn: instanceArn,
        AccountAssignmentDeletionRequestId: gone.requestId,
      }),
    );
    expect(creation).toMatchObject({
      Status: 'SUCCEEDED',
      RequestId: made.requestId,
      TargetId: '444455556666',
      TargetType: 'AWS_ACCOUNT',
      PrincipalType: 'GROUP',
      PermissionSetArn: emulator.permissionSetArn,
    });
    expect(deletion).toMatchObject({ RequestId: gone.requestId, PrincipalType: 'USER' });
  });

  it('does not find an unknown id, or one of another kind', async () => {
    const { emulator, client } = setUp();
    const other = emulator.startRequest({ kind: 'account-assignment-creation' });
    const notFound = { name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 404 } };
    await expect(describeIt(client, other)).rejects.toMatchObject(notFound);
    await expect(describeIt(client, { ...other, requestId: UNKNOWN_ID })).rejects.toMatchObject(
      notFound,
    );
  });

  it('does not find an unknown instance', async () => {
    const { emulator, client } = setUp();
    const ref = emulator.startRequest({ kind });
    const elsewhere = { ...ref, instanceArn: 'arn:aws:sso:::instance/ssoins-ffffffffffffffff' };
    await expect(describeIt(client, elsewhere)).rejects.toThrow('Instance not found');
  });

  it('does not find a request within its not-found window', async () => {
    const { emulator, client } = setUp({ notFoundWindowMs: 500 });
    const ref = emulator.startRequest({ kind, durationMs: 100 });
    await vi.advanceTimersByTimeAsync(499);
    await expect(describeIt(client, ref)).rejects.toThrow('not found');
    await vi.advanceTimersByTimeAsync(1);
    expect(await describeIt(client, ref)).toMatchObject({ Status: 'SUCCEEDED' });
  });

  it('forgets a request after its retention', async () => {
    const { emulator, client, instanceArn } = setUp({ retentionMs: 1000 });
    const ref = emulator.startRequest({ kind, durationMs: 100 });
    await vi.advanceTimersByTimeAsync(1099);
    expect(await describeIt(client, ref)).toBeDefined();
    expect((await listThem(client, instanceArn)).ids).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    await expect(describeIt(client, ref)).rejects.toThrow('not found');
    expect((await listThem(client, instanceArn)).ids).toHaveLength(0);
  });
});

describe('list', () => {
  useVirtualTime();

  it('shows id, status and date only, of its kind only', async () => {
    const { emulator, client, instanceArn } = setUp();
    const creation = emulator.startRequest({
      kind: 'account-assignment-creation',
      durationMs: 0,
      status: 'FAILED',
    });
    emulator.startRequest({ kind });
    const { AccountAssignmentsCreationStatus: creations } = await client.send(
      new ListAccountAssignmentCreationStatusCommand({ InstanceArn: instanceArn }),
    );
    const { AccountAssignmentsDeletionStatus: deletions } = await client.send(
      new ListAccountAssignmentDeletionStatusCommand({ InstanceArn: instanceArn }),
    );
    expect(creations).toEqual([
      {
        Status: 'FAILED',
        RequestId: creation.requestId,
        CreatedDate: new Date('2026-01-01T00:00:00Z'),
      },
    ]);
    expect(deletions).toEqual([]);
  });

  it('filters by the current status', async () => {
    const { emulator, client, instanceArn } = setUp();
    const short = emulator.startRequest({ kind, durationMs: 100 });
    const failing = emulator.startRequest({ kind, durationMs: 100, status: 'FAILED' });
    const long = emulator.startRequest({ kind, durationMs: 200 });
    const idsNow = async () => ({
      running: (await listThem(client, instanceArn, { status: 'IN_PROGRESS' })).ids,
      done: (await listThem(client, instanceArn, { status: 'SUCCEEDED' })).ids,
      failed: (await listThem(client, instanceArn, { status: 'FAILED' })).ids,
    });
    expect((await idsNow()).running).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(100);
    expect(await idsNow()).toEqual({
      running: [long.requestId],
      done: [short.requestId],
      failed: [failing.requestId],
    });
  });

  it.each([
    ['newest-first', [2, 1, 0]],
    ['oldest-first', [0, 1, 2]],
  ] as const)('lists %s', async (listOrder, order) => {
    const { emulator, client, instanceArn } = setUp({ listOrder });
    const ids = [0, 1, 2].map(() => emulator.startRequest({ kind }).requestId);
    expect((await listThem(client, instanceArn)).ids).toEqual(order.map((index) => ids[index]));
  });

  it('shuffles by the seed, and keeps the position of each request', async () => {
    const { emulator, client, instanceArn } = setUp({ listOrder: 'shuffled' });
    const made = Array.from({ length: 20 }, () => emulator.startRequest({ kind }).requestId);
    const { ids } = await listThem(client, instanceArn);
    expect(ids).not.toEqual(made);
    expect(ids).not.toEqual(made.toReversed());
    expect(ids.toSorted()).toEqual(made.toSorted());
    expect((await listThem(client, instanceArn)).ids).toEqual(ids);

    const twin = setUp({ listOrder: 'shuffled' });
    for (const _ of made) twin.emulator.startRequest({ kind });
    expect((await listThem(twin.client, instanceArn)).ids).toEqual(ids);
  });

  it('lags: new requests and new statuses appear late, describes do not', async () => {
    const { emulator, client, instanceArn } = setUp({ listLagMs: 300 });
    const ref = emulator.startRequest({ kind, durationMs: 1000 });
    await vi.advanceTimersByTimeAsync(299);
    expect((await listThem(client, instanceArn)).ids).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect((await listThem(client, instanceArn)).ids).toEqual([ref.requestId]);
    await vi.advanceTimersByTimeAsync(999);
    expect((await listThem(client, instanceArn)).statuses).toEqual(['IN_PROGRESS']);
    expect(await describeIt(client, ref)).toMatchObject({ Status: 'SUCCEEDED' });
    await vi.advanceTimersByTimeAsync(1);
    expect((await listThem(client, instanceArn)).statuses).toEqual(['SUCCEEDED']);
  });

  it('has pages that the paginator of the SDK reads', async () => {
    const { emulator, client, instanceArn } = setUp({ quotas: { ratePerSecond: Infinity } });
    const made = Array.from({ length: 250 }, () => emulator.startRequest({ kind }).requestId);
    const found: (string | undefined)[] = [];
    const sizes: number[] = [];
    const pages = paginateListPermissionSetProvisioningStatus(
      { client },
      { InstanceArn: instanceArn },
    );
    for await (const { PermissionSetsProvisioningStatus: rows = [] } of pages) {
      sizes.push(rows.length);
      found.push(...rows.map(({ RequestId }) => RequestId));
    }
    expect(sizes).toEqual([100, 100, 50]);
    expect(found).toEqual(made.toReversed());
    expect((await listThem(client, instanceArn, { max: 7 })).ids).toHaveLength(7);
  });

  it('skips a request when another one ends between two pages', async () => {
    const { emulator, client, instanceArn } = setUp({ listOrder: 'oldest-first' });
    emulator.startRequest({ kind, durationMs: 100 });
    const running = [1, 2, 3].map(() => emulator.startRequest({ kind, durationMs: Infinity }));
    const page = { status: 'IN_PROGRESS', max: 2 } as const;
    const one = await listThem(client, instanceArn, page);
    await vi.advanceTimersByTimeAsync(100);
    const two = await listThem(client, instanceArn, { ...page, token: one.token });
    expect([...one.ids, ...two.ids]).not.toContain(running[1]?.requestId);
  });

  it('rejects a token of another list, and an invalid one', async () => {
    const { emulator, client, instanceArn } = setUp();
    emulator.startRequest({ kind });
    emulator.startRequest({ kind });
    const { token } = await listThem(client, instanceArn, { max: 1 });
    for (const page of [{ token, status: 'FAILED' } as const, { token: 'bm9uc2Vuc2U' }]) {
      await expect(listThem(client, instanceArn, page)).rejects.toMatchObject({
        name: 'ValidationException',
      });
    }
  });

  it('can have a history, which describes find too', async () => {
    const { emulator, client, instanceArn } = setUp({ history: 120, failureRate: 0.5 });
    const one = await listThem(client, instanceArn);
    const two = await listThem(client, instanceArn, { token: one.token });
    const statuses = [...one.statuses, ...two.statuses];
    expect(statuses).toHaveLength(120);
    expect(new Set(statuses)).toEqual(new Set(['SUCCEEDED', 'FAILED']));
    expect((await listThem(client, instanceArn, { status: 'IN_PROGRESS' })).ids).toEqual([]);
    const [requestId = ''] = one.ids;
    expect(await describeIt(client, { kind, instanceArn, requestId })).toBeDefined();
    const ref = emulator.startRequest({ kind });
    expect((await listThem(client, instanceArn)).ids[0]).toBe(ref.requestId);
    expect(emulator.requests()).toHaveLength(1);
  });

  it('reads a long history at low cost', async () => {
    const { emulator, client, instanceArn } = setUp({ history: 10_000 });
    emulator.startRequest({ kind });
    emulator.setRate(Infinity);
    for (let call = 0; call < 100; call += 1) {
      expect((await listThem(client, instanceArn, { status: 'IN_PROGRESS' })).ids).toHaveLength(1);
    }
    expect((await listThem(client, instanceArn)).token).toBeDefined();
  });
});
