// A deployment step: assign a permission set in several accounts, and fail the job if one assignment fails.
import { CreateAccountAssignmentCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { requestFrom, settleRequests, type RequestRef } from 'sso-admin-waiter';

const { INSTANCE_ARN = '', PERMISSION_SET_ARN = '', GROUP_ID = '', ACCOUNT_IDS = '' } = process.env;
const client = new SSOAdminClient({});

const refs: RequestRef[] = [];
for (const TargetId of ACCOUNT_IDS.split(',')) {
  const response = await client.send(
    new CreateAccountAssignmentCommand({
      InstanceArn: INSTANCE_ARN,
      PermissionSetArn: PERMISSION_SET_ARN,
      PrincipalType: 'GROUP',
      PrincipalId: GROUP_ID,
      TargetType: 'AWS_ACCOUNT',
      TargetId,
    }),
  );
  refs.push(requestFrom(response, { instanceArn: INSTANCE_ARN }));
}

for (const outcome of await settleRequests(refs, { client, timeoutMs: 900_000, details: 'all' })) {
  if (outcome.type === 'succeeded') console.log(`${outcome.accountId}: assigned`);
  else {
    console.error(outcome.error.message);
    process.exitCode = 1;
  }
}
