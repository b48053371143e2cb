import type { RequestKind } from '../requests/kinds.js';
import type { Reading, RequestId, RequestStatus } from '../requests/request.js';

/** Which page of which list. */
export interface PageQuery {
  readonly kind: RequestKind;
  readonly instanceArn: string;
  /** Only requests with this status; all when absent. */
  readonly status?: RequestStatus;
  /** From the page before; absent for the first. */
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
  /** Asks for the next page; absent on the last. */
  readonly nextToken?: string;
}

/** What a describe answered: the reading, and the service's response as it came. */
export interface Description {
  readonly reading: Reading;
  readonly response: object;
}

/** How soon a call must be answered. */
export interface CallUrgency {
  /** It goes before whatever else waits for its turn, and is repeated after short pauses. */
  readonly urgent?: boolean;
}

/** The port to the service: everything that the engine asks of it. */
export interface StatusApi {
  /**
   * Asks about one request. Rejects with whatever went wrong, and when `signal` is aborted.
   *
   */
  describe(request: RequestId, signal: AbortSignal, options?: CallUrgency): Promise<Description>;
  /** Reads one page of a list. Options and rejections are as for `describe`. */
  listPage(query: PageQuery, signal: AbortSignal, options?: CallUrgency): Promise<Page>;
}
