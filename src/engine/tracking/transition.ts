import type { Fault } from '../calls/fault.js';
import type { Observation } from '../polling/observation.js';
import { categorizeFailure, type FailureCategory } from '../results/failure-category.js';
import type { Reading, RequestDetails, RequestRef, RequestStatus } from '../requests/request.js';

/** What is known of a request that is waited for. */
export interface Waiting {
  readonly details: RequestDetails;
  readonly polls: number;
  readonly lastStatus?: RequestStatus;
  /** Since when the service has not known the id, in milliseconds of the monotonic clock. */
  readonly notFoundSinceMs?: number;
}

/** What a look changed. The last four end the wait. */
export type Verdict =
  | { readonly type: 'nothing' }
  | { readonly type: 'progress' }
  | { readonly type: 'succeeded'; readonly response?: object }
  | {
      readonly type: 'failed';
      readonly failureReason?: string;
      readonly category: FailureCategory;
    }
  | { readonly type: 'not-found'; readonly fault: Fault; readonly graceMs: number }
  | { readonly type: 'refused'; readonly operation: string; readonly fault: Fault };

/** A verdict that ends the wait. */
export type FinalVerdict = Exclude<Verdict, { readonly type: 'nothing' | 'progress' }>;

export interface Transition {
  readonly state: Waiting;
  readonly verdict: Verdict;
}

/** Before the first look: what the start call said. */
export function initialState({ started }: RequestRef): Waiting {
  if (started === undefined) return { details: {}, polls: 0 };
  return { details: started.details, polls: 0, lastStatus: started.status };
}

/**
 * What an observation makes of what was known, and what there is to tell. Pure.
 *
 * Only the service's own word about the request ends it as succeeded or failed; an id that is not
 * known gets a grace period, since the service may not know its newest requests yet.
 */
export function transition(
  state: Waiting,
  observation: Observation,
  { nowMs, notFoundGraceMs }: { readonly nowMs: number; readonly notFoundGraceMs: number },
): Transition {
  if (observation.type === 'refused') return { state, verdict: observation };

  const polls = state.polls + 1;
  if (observation.type === 'not-found') {
    const notFoundSinceMs = state.notFoundSinceMs ?? nowMs;
    const next = { ...state, polls, notFoundSinceMs };
    if (nowMs - notFoundSinceMs < notFoundGraceMs) {
      return { state: next, verdict: { type: 'nothing' } };
    }
    const { fault } = observation;
    return { state: next, verdict: { type: 'not-found', fault, graceMs: notFoundGraceMs } };
  }

  const { reading, response } = observation;
  const details = { ...state.details, ...reading.details };
  return {
    state: { details, polls, lastStatus: reading.status },
    verdict: finalVerdict(reading, response) ?? { type: 'progress' },
  };
}

/** How a request ended, by the service's word; `undefined` while it runs. */
export function finalVerdict(
  { status, failureReason }: Reading,
  response?: object,
): FinalVerdict | undefined {
  if (status === 'IN_PROGRESS') return undefined;
  if (status === 'SUCCEEDED') return { type: 'succeeded', ...(response ? { response } : {}) };
  return {
    type: 'failed',
    ...(failureReason === undefined ? {} : { failureReason }),
    category: categorizeFailure(failureReason),
  };
}
