import type { RequestKind } from '../../engine/requests/kinds.js';
import type { RequestId, RequestStatus } from '../../engine/requests/request.js';
import type { RequestSubject } from '../../engine/requests/request-details.js';
import type { Outcome } from './emulated-outcome.js';

/**
 * A request in the emulator. It is immutable: its outcome is drawn at its start, and its status is a function of
 * time.
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
  /** Its position in lists: a lower rank is first. */
  readonly rank: number;
}

/** The status at a time, which is not before its start. */
export function statusAt(request: EmulatedRequest, atMs: number): RequestStatus {
  return atMs < request.endsAtMs ? 'IN_PROGRESS' : request.outcome.status;
}

/** Whether the service still knows it. Requests are forgotten `retentionMs` after their end. */
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

/** The actual state of a request at a time. */
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
