import type { Fault } from '../calls/fault.js';
import type { Reading } from '../requests/request.js';

/** What one look told about one request. */
export type Observation =
  | {
      /** The service's word: still running, or how it ended with all that was asked for. */
      readonly type: 'reading';
      readonly reading: Reading;
      /** The describe's response as it came; absent when a list row said it. */
      readonly response?: object;
    }
  /** The service does not know the id. */
  | { readonly type: 'not-found'; readonly fault: Fault }
  /** The service will not tell, however often it is asked. */
  | { readonly type: 'refused'; readonly operation: string; readonly fault: Fault };
