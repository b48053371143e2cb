import type { RequestKind } from './kinds.js';

/** What the service may answer about a request. There is no cancelled state. */
export type RequestStatus = 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';

/** All statuses, in the order in which a request goes through them. */
export const REQUEST_STATUSES: readonly RequestStatus[] = ['IN_PROGRESS', 'SUCCEEDED', 'FAILED'];

/** What identifies a request to the service: its kind, its instance and its id. */
export interface RequestId {
  readonly kind: RequestKind;
  /** ARN of the Identity Center instance, such as `arn:aws:sso:::instance/ssoins-1234567890abcdef`. */
  readonly instanceArn: string;
  /** The id that the start call answered, a lower-case UUID. */
  readonly requestId: string;
}

/** What a request is about. Every member is optional in the service's model, so it is here. */
export interface RequestDetails {
  /** The AWS account. Absent for a provisioning of all accounts. */
  readonly accountId?: string;
  readonly permissionSetArn?: string;
  readonly principalId?: string;
  readonly principalType?: string;
  /** When the request was made, by the service's clock. */
  readonly createdDate?: Date;
}

/**
 * One word of the service about one request.
 *
 * `complete` tells a describe, which says all there is, from a list row, which holds only the id,
 * the status and a date.
 */
export interface Reading {
  readonly status: RequestStatus;
  readonly details: RequestDetails;
  /** Why it failed, in the service's words. Only on `FAILED`, and only from a describe. */
  readonly failureReason?: string;
  readonly complete: boolean;
}

/** A request to wait for: its identity, and what its start call already said of it. */
export interface RequestRef extends RequestId {
  /** What the start call answered; a terminal status here settles a wait without a call. */
  readonly started?: Reading;
}

/** The same string for the same request, whoever refers to it. */
export function requestKey({ kind, instanceArn, requestId }: RequestId): string {
  return `${kind} ${instanceArn} ${requestId}`;
}

/** Only the identity of something that holds one, for copying into events and errors. */
export function requestIdOf({ kind, instanceArn, requestId }: RequestId): RequestId {
  return { kind, instanceArn, requestId };
}

/** Whether the service will not change its word any more. */
export function isTerminal(status: RequestStatus): boolean {
  return status !== 'IN_PROGRESS';
}
