import type { RequestKind } from './kinds.js';
import type { RequestDetails, RequestStatus } from './request-details.js';

export type { RequestDetails, RequestStatus };

/** All statuses, in their order of occurrence. */
export const REQUEST_STATUSES: readonly RequestStatus[] = ['IN_PROGRESS', 'SUCCEEDED', 'FAILED'];

/** The identity of a request: its kind, its instance and its id. */
export interface RequestId {
  /** The kind of request, which determines the operations that report its status. */
  readonly kind: RequestKind;
  /** ARN of the Identity Center instance, such as `arn:aws:sso:::instance/ssoins-1234567890abcdef`. */
  readonly instanceArn: string;
  /**
   * The id from the response of the start call, a lower-case UUID. For kinds whose requests have no id,
   * the name of the resource.
   */
  readonly requestId: string;
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
