import {
  DescribeAccountAssignmentCreationStatusCommand,
  DescribeAccountAssignmentDeletionStatusCommand,
  DescribePermissionSetProvisioningStatusCommand,
  type SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import type { RequestId } from 'sso-admin-waiter';

/** Describes a request once through the SDK. @returns its status */
export async function describeStatus(
  client: SSOAdminClient,
  { kind, instanceArn, requestId }: RequestId,
): Promise<string | undefined> {
  const instance = { InstanceArn: instanceArn };
  switch (kind) {
    case 'permission-set-provisioning': {
      const input = { ...instance, ProvisionPermissionSetRequestId: requestId };
      const output = await client.send(new DescribePermissionSetProvisioningStatusCommand(input));
      return output.PermissionSetProvisioningStatus?.Status;
    }
    case 'account-assignment-creation': {
      const input = { ...instance, AccountAssignmentCreationRequestId: requestId };
      const output = await client.send(new DescribeAccountAssignmentCreationStatusCommand(input));
      return output.AccountAssignmentCreationStatus?.Status;
    }
    case 'account-assignment-deletion': {
      const input = { ...instance, AccountAssignmentDeletionRequestId: requestId };
      const output = await client.send(new DescribeAccountAssignmentDeletionStatusCommand(input));
      return output.AccountAssignmentDeletionStatus?.Status;
    }
  }
}
