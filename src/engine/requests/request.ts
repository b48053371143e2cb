import type { RequestKind } from './kinds.js';

/**
 * The status of a request. There is no cancelled state.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_PermissionSetProvisioningStatus.html
 */
export type RequestStatus = 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';

/** All statuses, in their order of occurrence. */
export const REQUEST_STATUSES: readonly RequestStatus[] = ['IN_PROGRESS', 'SUCCEEDED', 'FAILED'];

/** The identity of a request: its kind, its instance and its id. */
export interface RequestId {
  /** The kind of request, which determines the operations that report its status. */
  readonly kind: RequestKind;
  /** ARN of the Identity Center instance, such as `arn:aws:sso:::instance/ssoins-1234567890abcdef`. */
  readonly instanceArn: string;
  /** The id from the response of the start call, a lower-case UUID. */
  readonly requestId: string;
}

/**
 * The subject of a request. Every member is optional, as in AWS's model.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_AccountAssignmentOperationStatus.html
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_PermissionSetProvisioningStatus.html
 */
export interface RequestDetails {
  /** The AWS account. Absent for a provisioning of all accounts. */
  readonly accountId?: string;
  /** ARN of the permission set. */
  readonly permissionSetArn?: string;
  /** Id of the user or group in the identity store. Absent for a provisioning. */
  readonly principalId?: string;
  /** `USER` or `GROUP`. Absent for a provisioning. */
  readonly principalType?: string;
  /** When the request was made, by AWS's clock. */
  readonly createdDate?: Date;
}

/**
 * A status that AWS reported for a request.
 *
 * `complete` distinguishes a describe, which returns everything, from a list row, which has only the id, the
 * status and a date.
 */
export interface Reading {
  /** The status that AWS reported. */
  readonly status: RequestStatus;
  /** The subject of the request, as far as the response contains it. */
  readonly details: RequestDetails;
  /** The reason that AWS gave. Only on `FAILED`, and only from a describe. */
  readonly failureReason?: string;
  /** `true` for a describe, `false` for a list row. */
  readonly complete: boolean;
}

/** A request to wait for: its identity, and the status from its start call. */
export interface RequestRef extends RequestId {
  /** The status from the start call. A terminal status settles a wait without a call. Default: none. */
  readonly started?: Reading;
}

/** A unique key of a request. */
export function requestKey({ kind, instanceArn, requestId }: RequestId): string {
  return `${kind} ${instanceArn} ${requestId}`;
}

/** The identity alone, for events and errors. */
export function requestIdOf({ kind, instanceArn, requestId }: RequestId): RequestId {
  return { kind, instanceArn, requestId };
}

/** Whether the status is final. */
export function isTerminal(status: RequestStatus): boolean {
  return status !== 'IN_PROGRESS';
}
