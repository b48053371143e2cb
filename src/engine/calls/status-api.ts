import type { ListedKind } from '../requests/kinds.js';
import type { Reading, RequestId, RequestStatus } from '../requests/request.js';

/** The query for one page of a list. */
export interface PageQuery {
  readonly kind: ListedKind;
  readonly instanceArn: string;
  /** Only requests with this status; all when absent. */
  readonly status?: RequestStatus;
  /** From the previous page; absent for the first. */
  readonly nextToken?: string;
}

/** One row of a list. */
export interface Row {
  readonly requestId: string;
  readonly reading: Reading;
}

/** One page of a list. */
export interface Page {
  readonly rows: readonly Row[];
  /** The token of the next page; absent on the last. */
  readonly nextToken?: string;
}

/** The result of a describe: the reading, and the response. */
export interface Description {
  readonly reading: Reading;
  readonly response: object;
}

/** The urgency of a call. */
export interface CallUrgency {
  /** Whether it takes precedence over queued calls, and is retried after short pauses. */
  readonly urgent?: boolean;
}

/** The port to AWS: the calls that the engine makes about requests. */
export interface StatusApi {
  /**
   * Describes one request. Rejects with the error of the call, and when `signal` is aborted.
   */
  describe(request: RequestId, signal: AbortSignal, options?: CallUrgency): Promise<Description>;
  /** Reads one page of a list. Options and rejections are as for `describe`. */
  listPage(query: PageQuery, signal: AbortSignal, options?: CallUrgency): Promise<Page>;
}
