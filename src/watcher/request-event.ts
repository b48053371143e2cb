import { createHash } from 'node:crypto';
import type { FailureCategory } from '../engine/results/failure-category.js';
import type { RequestDetails, RequestId, RequestStatus } from '../engine/requests/request.js';

interface Delivered extends RequestId, RequestDetails {
  /**
   * The same each time this event is delivered, also after a restart: made of the instance, the kind,
   * the request id and the status.
   */
  readonly id: string;
  /** When it was noticed, by this machine's clock. */
  readonly at: Date;
}

interface Ended extends Delivered {
  /**
   * From `createdDate` to the look that saw the end, in milliseconds: too long by at most
   * `maxDetectionDelayMs`. Absent where no look of this process saw the request in progress, or it has no
   * date.
   */
  readonly durationMs?: number;
  /**
   * The end was at most so many milliseconds before `at`: the time since the last look that saw the
   * request in progress; where this process made none, the time since `createdDate`, which is right as
   * far as the service's clock and this machine's agree. Absent where there is neither, or the date
   * lies in the future.
   */
  readonly maxDetectionDelayMs?: number;
}

/** A request is in progress that was not known before. */
export interface RequestDiscoveredEvent extends Delivered {
  readonly type: 'discovered';
  readonly status: 'IN_PROGRESS';
}

/** A request succeeded, on the service's word. */
export interface RequestSucceededEvent extends Ended {
  readonly type: 'succeeded';
  readonly status: 'SUCCEEDED';
}

/** A request failed, on the service's word, and why. */
export interface RequestFailedEvent extends Ended {
  readonly type: 'failed';
  readonly status: 'FAILED';
  /** In the service's words; absent when it gave none. */
  readonly failureReason?: string;
  readonly category: FailureCategory;
}

/** What a watcher's sinks receive; narrows on `type`. */
export type RequestEvent = RequestDiscoveredEvent | RequestSucceededEvent | RequestFailedEvent;

/** An event after which nothing more is to be said about the request. */
export type TerminalRequestEvent = RequestSucceededEvent | RequestFailedEvent;

/** Whether nothing more is to be said about the request. */
export function isTerminalEvent(event: RequestEvent): event is TerminalRequestEvent {
  return event.type !== 'discovered';
}

/** The id of the event that says that a request has a status. */
export function eventIdOf(
  { instanceArn, kind, requestId }: RequestId,
  status: RequestStatus,
): string {
  const identity = JSON.stringify([instanceArn, kind, requestId, status]);
  return createHash('sha256').update(identity).digest('hex').slice(0, 32);
}
