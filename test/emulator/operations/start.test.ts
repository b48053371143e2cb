import {
  CreateAccountAssignmentCommand,
  DeleteAccountAssignmentCommand,
  ProvisionPermissionSetCommand,
} from '@aws-sdk/client-sso-admin';
import { describe, expect, it, vi } from 'vitest';
import { createEmulator, type EmulatorOptions } from '../../../src/emulator/index.js';
import { clientOf, describeIt } from '../support.js';
import { useVirtualTime } from '../../support/virtual-time.js';

useVirtualTime();

function setUp(options: EmulatorOptions = {}) {
  const emulator = createEmulator({ durations: 1000, ...options });
  const client = clientOf(emulator);
  const provisioning = {
    InstanceArn: emulator.instanceArn,
    PermissionSetArn: emulator.permissionSetArn,
    TargetType: 'AWS_ACCOUNT',
    TargetId: '123456789012',
  } as const;
  const assignment = {
    ...provisioning,
    PrincipalType: 'GROUP',
    PrincipalId: '9067f1a2b3-5f2c1d3e-6a7b-4c8d-9e0f-1a2b3c4d5e6f',
  } as const;
  return {
    emulator,
    client,
    provisioning,
    assignment,
    provision: (change = {}) =>
      client.send(new ProvisionPermissionSetCommand({ ...provisioning, ...change })),
    assign: (change = {}) =>
      client.send(new CreateAccountAssignmentCommand({ ...assignment, ...change })),
    unassign: () => client.send(new DeleteAccountAssignmentCommand(assignment)),
  };
}

const TOO_MANY = {
  name: 'ThrottlingException',
  message: 'There are too many requests processing. Please try again later.',
  $metadata: { httpStatusCode: 429 },
};

describe('starting', () => {
  it('returns a request in progress, which can be described', async () => {
    const { emulator, client, provision } = setUp({ durations: 1000 });
    const { PermissionSetProvisioningStatus: started } = await provision();
    expect(started).toMatchObject({ Status: 'IN_PROGRESS', AccountId: '123456789012' });
    const ref = {
      kind: 'permission-set-provisioning',
      instanceArn: emulator.instanceArn,
      requestId: started?.RequestId ?? '',
    } as const;
    expect(await describeIt(client, ref)).toEqual(started);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await describeIt(client, ref)).toMatchObject({ Status: 'SUCCEEDED' });
  });

  it('returns the requested assignment', async () => {
    const { assign, unassign } = setUp();
    const input = {
      Status: 'IN_PROGRESS',
      TargetId: '123456789012',
      TargetType: 'AWS_ACCOUNT',
      PrincipalType: 'GROUP',
    };
    expect((await assign()).AccountAssignmentCreationStatus).toMatchObject(input);
    expect((await unassign()).AccountAssignmentDeletionStatus).toMatchObject(input);
  });

  it('provisions all accounts without naming one', async () => {
    const { provision } = setUp();
    const { PermissionSetProvisioningStatus: started } = await provision({
      TargetType: 'ALL_PROVISIONED_ACCOUNTS',
      TargetId: undefined,
    });
    expect(started).not.toHaveProperty('AccountId');
  });

  it('requires an account for the target type AWS_ACCOUNT', async () => {
    const { provision } = setUp();
    await expect(provision({ TargetId: undefined })).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  it('checks the input against the model', async () => {
    const { assign } = setUp();
    await expect(assign({ PrincipalId: 'me', TargetType: 'OU' })).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(/^2 validation errors detected: .*targetType.*principalId/),
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('rejects unknown permission sets', async () => {
    const { assign } = setUp();
    await expect(
      assign({
        PermissionSetArn: 'arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-0000000000000000',
      }),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('fails with the given probability, with reasons that users have reported', async () => {
    const { emulator, provision } = setUp({
      failureRate: 0.5,
      quotas: { ratePerSecond: Infinity, outstandingProvisionings: Infinity },
    });
    for (let count = 0; count < 200; count += 1) await provision();
    const failed = emulator.requests().filter(({ finalStatus }) => finalStatus === 'FAILED');
    expect(failed.length / 200).toBeCloseTo(0.5, 1);
    expect(new Set(failed.map(({ failureReason }) => failureReason)).size).toBe(7);
    expect(failed.some(({ failureReason }) => failureReason?.includes('123456789012'))).toBe(true);
  });
});

describe('quotas', () => {
  it('allows 15 assignments in progress, creations and deletions together', async () => {
    const { assign, unassign, provision } = setUp();
    for (let count = 0; count < 8; count += 1) await assign();
    for (let count = 0; count < 7; count += 1) await unassign();
    await expect(assign()).rejects.toMatchObject(TOO_MANY);
    await expect(unassign()).rejects.toMatchObject(TOO_MANY);
    await provision();
    await vi.advanceTimersByTimeAsync(1000);
    await assign();
  });

  it('allows 3 provisionings in progress', async () => {
    const { provision, emulator } = setUp();
    for (let count = 0; count < 3; count += 1) await provision();
    await expect(provision()).rejects.toMatchObject(TOO_MANY);
    expect(emulator.requests()).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(1000);
    await provision();
  });

  it('counts requests that were started directly, but does not limit them', async () => {
    const { provision, emulator } = setUp();
    for (let count = 0; count < 5; count += 1) {
      emulator.startRequest({ kind: 'permission-set-provisioning', durationMs: 500 });
    }
    await expect(provision()).rejects.toMatchObject(TOO_MANY);
    await vi.advanceTimersByTimeAsync(500);
    await provision();
  });

  it('can be removed', async () => {
    const { provision } = setUp({
      quotas: { outstandingProvisionings: Infinity, ratePerSecond: Infinity },
    });
    for (let count = 0; count < 100; count += 1) await provision();
  });
});
