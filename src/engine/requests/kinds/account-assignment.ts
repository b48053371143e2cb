import type { CreateAccountAssignmentCommandInput } from '@aws-sdk/client-sso-admin';
import {
  ACCOUNT_ID,
  INSTANCE_ARN,
  oneOf,
  PERMISSION_SET_ARN,
  PRINCIPAL_ID,
  required,
  type CheckedInput,
} from '../input-shape.js';
import type { StatusStructure } from '../kind.js';
import type { RequestSubject } from '../request-details.js';
import { REQUEST_STATUS } from './request-status.js';

/** The status structure of creations and deletions, without its member in responses. */
export const ASSIGNMENT_STATUS = {
  ...REQUEST_STATUS,
  details: {
    accountId: { member: 'TargetId', when: { TargetType: 'AWS_ACCOUNT' } },
    permissionSetArn: { member: 'PermissionSetArn' },
    principalType: { member: 'PrincipalType' },
    principalId: { member: 'PrincipalId' },
  },
} as const satisfies StatusStructure;

/** The input of a creation. A deletion has the same. */
export const ASSIGNMENT_INPUT = {
  InstanceArn: INSTANCE_ARN,
  PermissionSetArn: PERMISSION_SET_ARN,
  TargetId: required(ACCOUNT_ID),
  TargetType: required(oneOf('AWS_ACCOUNT')),
  PrincipalType: required(oneOf('USER', 'GROUP')),
  PrincipalId: required(PRINCIPAL_ID),
};

/** Creations and deletions share a quota. Documented for creations, assumed for deletions. */
export const ASSIGNMENT_QUOTA = { name: 'outstandingAssignments', outstanding: 15 } as const;

/** Shorter than a provisioning, because the role exists already. */
export const ASSIGNMENT_DURATION = { medianMs: 15_000, sigma: 0.8 } as const;

export function assignmentInputFor(
  instanceArn: string,
  { permissionSetArn, accountId, principalType, principalId }: RequestSubject,
): CreateAccountAssignmentCommandInput {
  return {
    InstanceArn: instanceArn,
    PermissionSetArn: permissionSetArn,
    TargetType: 'AWS_ACCOUNT',
    TargetId: accountId,
    PrincipalType: principalType,
    PrincipalId: principalId,
  };
}

export function assignmentSubjectFrom(
  input: CheckedInput<typeof ASSIGNMENT_INPUT>,
): RequestSubject {
  return {
    permissionSetArn: input.PermissionSetArn,
    targetType: input.TargetType,
    accountId: input.TargetId,
    principalType: input.PrincipalType,
    principalId: input.PrincipalId,
  };
}
