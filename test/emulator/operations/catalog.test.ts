import {
  CreatePermissionSetCommand,
  ListApplicationsCommand,
  ListInstancesCommand,
  ListPermissionSetsCommand,
  ProvisionPermissionSetCommand,
} from '@aws-sdk/client-sso-admin';
import { expect, it } from 'vitest';
import { createEmulator } from '../../../src/emulator/index.js';
import { clientOf } from '../support.js';

const emulator = createEmulator({ accountId: '999988887777', region: 'eu-central-1' });
const client = clientOf(emulator);
const InstanceArn = emulator.instanceArn;

it('lists the one instance', async () => {
  const { Instances } = await client.send(new ListInstancesCommand({}));
  expect(Instances).toMatchObject([
    {
      InstanceArn,
      OwnerAccountId: '999988887777',
      Status: 'ACTIVE',
      PrimaryRegion: 'eu-central-1',
      CreatedDate: expect.any(Date),
    },
  ]);
});

it('creates permission sets, lists them, and starts requests about them', async () => {
  const { PermissionSet } = await client.send(
    new CreatePermissionSetCommand({
      InstanceArn,
      Name: 'Ops',
      Description: 'Operators',
      SessionDuration: 'PT4H',
      RelayState: 'https://console.aws.amazon.com/[x] y',
      Tags: [{ Key: 'team', Value: 'größe' }],
    }),
  );
  expect(PermissionSet).toMatchObject({ Name: 'Ops', SessionDuration: 'PT4H' });
  expect(PermissionSet?.PermissionSetArn).toMatch(
    /^arn:aws:sso:::permissionSet\/ssoins-1234567890abcdef\/ps-[0-9a-f]{16}$/,
  );
  const all = await client.send(new ListPermissionSetsCommand({ InstanceArn }));
  expect(all.PermissionSets).toEqual([emulator.permissionSetArn, PermissionSet?.PermissionSetArn]);
  const first = await client.send(new ListPermissionSetsCommand({ InstanceArn, MaxResults: 1 }));
  expect(first.PermissionSets).toHaveLength(1);
  expect(first.NextToken).toBeDefined();
  await client.send(
    new ProvisionPermissionSetCommand({
      InstanceArn,
      PermissionSetArn: PermissionSet?.PermissionSetArn,
      TargetType: 'ALL_PROVISIONED_ACCOUNTS',
    }),
  );
});

const create = () => client.send(new CreatePermissionSetCommand({ InstanceArn, Name: 'Twice' }));

it('has unique names of permission sets', async () => {
  await create();
  await expect(create()).rejects.toMatchObject({
    name: 'ConflictException',
    message: 'PermissionSet with name Twice already exists.',
    $metadata: { httpStatusCode: 409 },
  });
});

it.each([
  { Name: 'x'.repeat(33) },
  { Name: 'with blank' },
  { Name: 'A', SessionDuration: '4 hours' },
  { Name: 'B', Tags: [{ Key: '', Value: 'x' }] },
])('rejects the permission set %j', async (input) => {
  await expect(
    client.send(new CreatePermissionSetCommand({ InstanceArn, ...input })),
  ).rejects.toMatchObject({ name: 'ValidationException' });
});

it('names its operations when an operation is unknown', async () => {
  await expect(client.send(new ListApplicationsCommand({ InstanceArn }))).rejects.toMatchObject({
    name: 'UnknownOperationException',
    message: expect.stringContaining('It has: ListInstances, '),
    $metadata: { httpStatusCode: 400 },
  });
});
