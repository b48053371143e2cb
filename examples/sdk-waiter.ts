// A waiter in the shape of the SDK's own waiters.
import { CreateAccountAssignmentCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { waitUntilAccountAssignmentCreated } from 'sso-admin-waiter';

const { INSTANCE_ARN, PERMISSION_SET_ARN, GROUP_ID, ACCOUNT_ID } = process.env;
const client = new SSOAdminClient({});

const { AccountAssignmentCreationStatus } = await client.send(
  new CreateAccountAssignmentCommand({
    InstanceArn: INSTANCE_ARN,
    PermissionSetArn: PERMISSION_SET_ARN,
    PrincipalType: 'GROUP',
    PrincipalId: GROUP_ID,
    TargetType: 'AWS_ACCOUNT',
    TargetId: ACCOUNT_ID,
  }),
);
const { state, final } = await waitUntilAccountAssignmentCreated(
  { client, maxWaitTime: 300 },
  {
    InstanceArn: INSTANCE_ARN,
    AccountAssignmentCreationRequestId: AccountAssignmentCreationStatus?.RequestId,
  },
);
console.log(state, final.AccountAssignmentCreationStatus?.Status);
