import { KINDS, type RequestKind } from '../../engine/requests/kinds.js';
import type { RequestSubject } from '../state/emulated-request.js';
import { invalid } from '../protocol/service-error.js';
import { ACCOUNT_ASSIGNMENT, PROVISION_PERMISSION_SET } from './shapes.js';
import { operation, type Operation, type World } from './operation.js';
import { statusOutput } from './status-output.js';

/** ProvisionPermissionSet. */
export const provisionPermissionSet = operation(PROVISION_PERMISSION_SET, (input, world, atMs) => {
  world.directory.requireInstance(input.InstanceArn);
  if (input.TargetType === 'AWS_ACCOUNT' && input.TargetId === undefined) {
    throw invalid('TargetId is required when TargetType is AWS_ACCOUNT.');
  }
  const subject: RequestSubject = {
    permissionSetArn: input.PermissionSetArn,
    targetType: input.TargetType,
    ...(input.TargetType === 'AWS_ACCOUNT' && input.TargetId !== undefined
      ? { accountId: input.TargetId }
      : {}),
  };
  return start('permission-set-provisioning', subject, world, atMs);
});

/** CreateAccountAssignment. */
export const createAccountAssignment = changeAccountAssignment('account-assignment-creation');

/** DeleteAccountAssignment. */
export const deleteAccountAssignment = changeAccountAssignment('account-assignment-deletion');

function changeAccountAssignment(kind: RequestKind): Operation {
  return operation(ACCOUNT_ASSIGNMENT, (input, world, atMs) => {
    world.directory.requireInstance(input.InstanceArn);
    const subject: RequestSubject = {
      permissionSetArn: input.PermissionSetArn,
      targetType: input.TargetType,
      accountId: input.TargetId,
      principalType: input.PrincipalType,
      principalId: input.PrincipalId,
    };
    return start(kind, subject, world, atMs);
  });
}

function start(kind: RequestKind, subject: RequestSubject, world: World, atMs: number): object {
  world.directory.requirePermissionSet(subject.permissionSetArn);
  const request = world.startWithinQuota(kind, subject, atMs);
  return { [KINDS[kind].statusField]: statusOutput(request, atMs) };
}
