import { createHash } from 'node:crypto';
import type { FailureCategory } from '../engine/results/failure-category.js';
import type { RequestDetails, RequestId, RequestStatus } from '../engine/requests/request.js';

interface Delivered extends RequestId, RequestDetails {
  /**
   * The same for each delivery of the event, also after a restart. It is derived from the instance, the
   * kind, the request id and the status.
   */
  readonly id: string;
  /** When the watcher detected it, by this machine's clock. */
  readonly at: Date;
}

interface Ended extends Delivered {
  /**
   * From `createdDate` to the poll that saw the end, in milliseconds. It exceeds the real duration by at
   * most `maxDetectionDelayMs`. Absent if this process never saw the request in progress, or if the request
   * has no date.
   */
  readonly durationMs?: number;
  /**
   * Upper bound of the time between the end and `at`, in milliseconds: the time since the last poll that
   * saw the request in progress. If this process made none, the time since `createdDate`, which is exact
   * only if the clocks of AWS and this machine agree. Absent if there is neither, or if the date is in the
   * future.
   */
  readonly maxDetectionDelayMs?: number;
}

/** A new request is in progress. */
export interface RequestDiscoveredEvent extends Delivered {
  readonly type: 'discovered';
  readonly status: 'IN_PROGRESS';
}

/** AWS reports that a request succeeded. */
export interface RequestSucceededEvent extends Ended {
  readonly type: 'succeeded';
  readonly status: 'SUCCEEDED';
}

/** AWS reports that a request failed. */
export interface RequestFailedEvent extends Ended {
  readonly type: 'failed';
  readonly status: 'FAILED';
  /** The reason that AWS gave; absent if it gave none. */
  readonly failureReason?: string;
  /** The category of the reason; `other` if AWS gave none. */
  readonly category: FailureCategory;
}

/** An event that sinks receive; narrows on `type`. */
export type RequestEvent = RequestDiscoveredEvent | RequestSucceededEvent | RequestFailedEvent;

/** The last event about a request. */
export type TerminalRequestEvent = RequestSucceededEvent | RequestFailedEvent;

/** Whether the event is the last one about its request. */
export function isTerminalEvent(event: RequestEvent): event is TerminalRequestEvent {
  return event.type !== 'discovered';
}

/** The id of the event for a status of a request. */
export function eventIdOf(
  { instanceArn, kind, requestId }: RequestId,
  status: RequestStatus,
): string {
  const identity = JSON.stringify([instanceArn, kind, requestId, status]);
  return createHash('sha256').update(identity).digest('hex').slice(0, 32);
}
