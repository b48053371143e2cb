// Provision a permission set to an account, and wait until that has succeeded.
import { ProvisionPermissionSetCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { requestFrom, waitForRequest } from 'sso-admin-waiter';

const { INSTANCE_ARN = '', PERMISSION_SET_ARN = '', ACCOUNT_ID = '' } = process.env;
const client = new SSOAdminClient({});

const response = await client.send(
  new ProvisionPermissionSetCommand({
    InstanceArn: INSTANCE_ARN,
    PermissionSetArn: PERMISSION_SET_ARN,
    TargetType: 'AWS_ACCOUNT',
    TargetId: ACCOUNT_ID,
  }),
);
const { status, accountId, elapsedMs } = await waitForRequest(
  requestFrom(response, { instanceArn: INSTANCE_ARN }),
  { client, timeoutMs: 600_000 },
);
console.log(`${status} in ${accountId} after ${Math.round(elapsedMs / 1000)} s`);
