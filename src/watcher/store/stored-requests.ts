import type { Reading, RequestDetails, RequestId } from '../../engine/requests/request.js';

/** A request that a list showed, and that is followed. */
export interface FoundRequest extends RequestId {
  readonly discoveredAt: Date;
  readonly details: RequestDetails;
  /** The result according to the list; absent if it was seen in progress. */
  readonly ended?: Reading;
}

/** A request whose end was reported. */
export interface ReportedRequest {
  /** Epoch milliseconds by AWS's clock; absent if AWS gave no date. */
  readonly createdMs?: number;
  /** Epoch milliseconds by this machine's clock. */
  readonly reportedMs: number;
}
