import type { Reading, RequestDetails, RequestId } from '../../engine/requests/request.js';

/** What is known of a request when it is followed. */
export interface Found extends RequestId {
  readonly discoveredAt: Date;
  readonly details: RequestDetails;
  /** How a list said that it ended; absent where it was seen in progress. */
  readonly ended?: Reading;
}

/** A request whose end was reported. */
export interface ReportedRequest {
  /** Epoch milliseconds by the service's clock; absent where it gave none. */
  readonly createdMs?: number;
  /** Epoch milliseconds by this machine's clock. */
  readonly reportedMs: number;
}
