import { statusAt, type EmulatedRequest } from '../state/emulated-request.js';
import { timestamp } from '../protocol/aws-json.js';

/** All that the service says of one request, in the members of its kind. */
export function statusOutput(request: EmulatedRequest, atMs: number): object {
  const { kind, subject } = request;
  const target =
    kind === 'permission-set-provisioning'
      ? { AccountId: subject.accountId }
      : {
          TargetId: subject.accountId,
          TargetType: subject.targetType,
          PrincipalType: subject.principalType,
          PrincipalId: subject.principalId,
        };
  return {
    ...rowOutput(request, atMs),
    ...failureOutput(request, atMs),
    ...target,
    PermissionSetArn: subject.permissionSetArn,
  };
}

/** What a list says of a request: neither whose it is nor why it failed. */
export function rowOutput(request: EmulatedRequest, atMs: number): object {
  return {
    Status: statusAt(request, atMs),
    RequestId: request.requestId,
    CreatedDate: timestamp(request.createdDate),
  };
}

function failureOutput(request: EmulatedRequest, atMs: number): object {
  const { outcome } = request;
  return outcome.status === 'FAILED' && statusAt(request, atMs) === 'FAILED'
    ? { FailureReason: outcome.failureReason }
    : {};
}
