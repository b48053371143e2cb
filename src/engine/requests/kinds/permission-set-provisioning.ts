import type { ProvisionPermissionSetCommandInput } from '@aws-sdk/client-sso-admin';
import {
  ACCOUNT_ID,
  INSTANCE_ARN,
  oneOf,
  PERMISSION_SET_ARN,
  REQUEST_ID,
  required,
} from '../input-shape.js';
import { defineStart, type Kind } from '../kind.js';
import { REQUEST_STATUS } from './request-status.js';
import type { RequestSubject } from '../request-details.js';

/** @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ProvisionPermissionSet.html */
export const permissionSetProvisioning = {
  title: 'permission set provisioning',
  label: 'provisioning',
  shortLabel: 'provisioning',
  status: {
    ...REQUEST_STATUS,
    member: 'PermissionSetProvisioningStatus',
    details: {
      accountId: { member: 'AccountId' },
      permissionSetArn: { member: 'PermissionSetArn' },
    },
  },
  describe: {
    operation: 'DescribePermissionSetProvisioningStatus',
    id: { member: 'ProvisionPermissionSetRequestId', shape: REQUEST_ID },
  },
  list: {
    operation: 'ListPermissionSetProvisioningStatus',
    member: 'PermissionSetsProvisioningStatus',
  },
  start: defineStart({
    operation: 'ProvisionPermissionSet',
    input: {
      InstanceArn: INSTANCE_ARN,
      PermissionSetArn: PERMISSION_SET_ARN,
      TargetId: ACCOUNT_ID,
      TargetType: required(oneOf('AWS_ACCOUNT', 'ALL_PROVISIONED_ACCOUNTS')),
    },
    // Documented: "up to 3 concurrent calls".
    quota: { name: 'outstandingProvisionings', outstanding: 3 },
    problemIn: ({ TargetType, TargetId }) =>
      TargetType === 'AWS_ACCOUNT' && TargetId === undefined
        ? 'TargetId is required when TargetType is AWS_ACCOUNT.'
        : undefined,
    inputFor,
    subjectFrom: ({ PermissionSetArn, TargetType, TargetId }) => ({
      permissionSetArn: PermissionSetArn,
      targetType: TargetType,
      ...(TargetType === 'AWS_ACCOUNT' && TargetId !== undefined ? { accountId: TargetId } : {}),
    }),
  }),
  // A provisioning deploys a role.
  duration: { medianMs: 25_000, sigma: 0.8 },
} as const satisfies Kind;

function inputFor(
  instanceArn: string,
  { permissionSetArn, targetType = 'AWS_ACCOUNT', accountId }: RequestSubject,
): ProvisionPermissionSetCommandInput {
  return {
    InstanceArn: instanceArn,
    PermissionSetArn: permissionSetArn,
    TargetType: targetType,
    ...(targetType === 'AWS_ACCOUNT' ? { TargetId: accountId } : {}),
  };
}
