import type { KINDS, RequestKind } from './kinds.js';
import {
  REQUEST_STATUSES,
  type Reading,
  type RequestDetails,
  type RequestStatus,
} from './request.js';

/**
 * The status structure in a response, with the members of all kinds. Every member is optional in AWS's model.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_AccountAssignmentOperationStatus.html
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_PermissionSetProvisioningStatus.html
 */
export interface ServiceStatus {
  /** `IN_PROGRESS`, `SUCCEEDED` or `FAILED`. A status that AWS adds later is ignored. */
  readonly Status?: string | undefined;
  /** The id of the request. */
  readonly RequestId?: string | undefined;
  /** The account of a provisioning. */
  readonly AccountId?: string | undefined;
  /** The account of an assignment. */
  readonly TargetId?: string | undefined;
  /** `AWS_ACCOUNT` for an account. */
  readonly TargetType?: string | undefined;
  /** ARN of the permission set. */
  readonly PermissionSetArn?: string | undefined;
  /** Id of the user or group of an assignment. */
  readonly PrincipalId?: string | undefined;
  /** `USER` or `GROUP`. */
  readonly PrincipalType?: string | undefined;
  /** Why the request failed. */
  readonly FailureReason?: string | undefined;
  /**
   * When the request was made: a `Date` of the SDK, or an ISO 8601 string or epoch seconds of the AWS CLI.
   */
  readonly CreatedDate?: Date | string | number | undefined;
}

/** The response of a start call: the output of the SDK, or the JSON that the AWS CLI prints. */
export type StartResponse = {
  readonly [K in RequestKind as (typeof KINDS)[K]['statusField']]?: ServiceStatus | undefined;
};

/** The reading of a status structure, or `undefined` if it has no known status. */
export function readingFrom(
  status: ServiceStatus,
  source: 'describe' | 'list',
): Reading | undefined {
  if (!isRequestStatus(status.Status)) return undefined;
  const reason = status.FailureReason;
  return {
    status: status.Status,
    details: detailsFrom(status),
    ...(status.Status === 'FAILED' && reason ? { failureReason: reason } : {}),
    complete: source === 'describe',
  };
}

function detailsFrom(status: ServiceStatus): RequestDetails {
  const accountId = status.AccountId ?? accountOfTarget(status);
  const createdDate = dateFrom(status.CreatedDate);
  return {
    ...(accountId ? { accountId } : {}),
    ...(status.PermissionSetArn ? { permissionSetArn: status.PermissionSetArn } : {}),
    ...(status.PrincipalId ? { principalId: status.PrincipalId } : {}),
    ...(status.PrincipalType ? { principalType: status.PrincipalType } : {}),
    ...(createdDate ? { createdDate } : {}),
  };
}

/** Assignments call the account a target; a target of another type is not an account. */
function accountOfTarget({ TargetId, TargetType }: ServiceStatus): string | undefined {
  return TargetType === undefined || TargetType === 'AWS_ACCOUNT' ? TargetId : undefined;
}

/** The SDK gives a `Date`; the AWS CLI prints an ISO string or, by configuration, epoch seconds. */
function dateFrom(value: ServiceStatus['CreatedDate']): Date | undefined {
  if (value === undefined) return undefined;
  const date = new Date(typeof value === 'number' ? value * 1000 : value);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function isRequestStatus(value: unknown): value is RequestStatus {
  return (REQUEST_STATUSES as readonly unknown[]).includes(value);
}
