import type { RequestId, RequestStatus } from '../engine/requests/request.js';
import { statusAt, type EmulatedRequest, type RequestSubject } from './emulated-request.js';
import type { Outcome } from './emulated-outcome.js';

/** How it really stands with a request, whatever lists and describes say of it. */
export interface InspectedRequest extends RequestId {
  /** Its status now. */
  readonly status: RequestStatus;
  /** How it ends, or ended. */
  readonly finalStatus: Outcome['status'];
  /** Why it fails, or failed. */
  readonly failureReason: string | undefined;
  /** When it started, on the monotonic clock (`performance.now()`), in milliseconds. */
  readonly startedAtMs: number;
  /** When it ends, on the monotonic clock; `Infinity` if never. */
  readonly endsAtMs: number;
  /** When it started, on the wall clock. */
  readonly startedAt: Date;
  /** When it ends, on the wall clock; absent if never. */
  readonly endsAt: Date | undefined;
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
