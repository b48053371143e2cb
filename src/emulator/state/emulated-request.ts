import type { RequestKind } from '../../engine/requests/kinds.js';
import type { RequestId, RequestStatus } from '../../engine/requests/request.js';
import type { RequestSubject } from '../../engine/requests/request-details.js';
import type { Outcome } from './emulated-outcome.js';

/**
 * A request as the emulator holds it. Nothing of it ever changes: what happens to it is settled at
 * its start, and its status follows from the time at which one looks.
 */
export interface EmulatedRequest {
  readonly kind: RequestKind;
  readonly instanceArn: string;
  readonly requestId: string;
  readonly subject: RequestSubject;
  readonly outcome: Outcome;
  readonly createdDate: Date;
  /** On the monotonic clock, like `endsAtMs`. */
  readonly startedAtMs: number;
  /** `Infinity` for a request that never ends. */
  readonly endsAtMs: number;
  /** Its place in lists: a lower rank comes first. */
  readonly rank: number;
}

/** The status at a time from its start on. */
export function statusAt(request: EmulatedRequest, atMs: number): RequestStatus {
  return atMs < request.endsAtMs ? 'IN_PROGRESS' : request.outcome.status;
}

/** Whether the service still knows it, when it forgets requests `retentionMs` after their end. */
export function isRetained(request: EmulatedRequest, retentionMs: number, atMs: number): boolean {
  return atMs < request.endsAtMs + retentionMs;
}

/** The actual state of a request, regardless of list lag and not-found windows. */
export interface InspectedRequest extends RequestId {
  /** Its status now. */
  readonly status: RequestStatus;
  /** How it ends, or ended. */
  readonly finalStatus: Outcome['status'];
  /** Why it fails, or failed. */
  readonly failureReason: string | undefined;
  /** When it started, on the monotonic clock (`performance.now()`), in milliseconds. */
  readonly startedAtMs: number;
  /** When it ends, on the monotonic clock, in milliseconds; `Infinity` if never. */
  readonly endsAtMs: number;
  /** When it started, on the wall clock. */
  readonly startedAt: Date;
  /** When it ends, on the wall clock; absent if never. */
  readonly endsAt: Date | undefined;
  /** The permission set, the target and the principal. */
  readonly subject: RequestSubject;
}

/** The truth about a request at a time. */
export function inspectRequest(request: EmulatedRequest, atMs: number): InspectedRequest {
  const { outcome, startedAtMs, endsAtMs, createdDate } = request;
  const endsAt = new Date(createdDate.getTime() + endsAtMs - startedAtMs);
  return {
    kind: request.kind,
    instanceArn: request.instanceArn,
    requestId: request.requestId,
    status: statusAt(request, atMs),
    finalStatus: outcome.status,
    failureReason: outcome.status === 'FAILED' ? outcome.failureReason : undefined,
    startedAtMs,
    endsAtMs,
    startedAt: createdDate,
    endsAt: endsAtMs === Infinity ? undefined : endsAt,
    subject: request.subject,
  };
}
