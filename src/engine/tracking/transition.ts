import type { Fault } from '../calls/fault.js';
import type { Observation } from '../polling/polled-request.js';
import type { Reading, RequestDetails, RequestRef, RequestStatus } from '../requests/request.js';
import { categorizeFailure, type FailureCategory } from '../results/failure-category.js';

/** What is known about a tracked request. */
export interface RequestState {
  readonly details: RequestDetails;
  /** How many polls returned something about the request. */
  readonly polls: number;
  readonly lastStatus?: RequestStatus;
  /** Since when AWS has not known the id, in milliseconds of the monotonic clock. */
  readonly notFoundSinceMs?: number;
}

/** What a poll changed. The last four end the wait. */
export type StatusChange =
  | { readonly type: 'none' }
  | { readonly type: 'progress' }
  | { readonly type: 'succeeded'; readonly response?: object }
  | {
      readonly type: 'failed';
      readonly failureReason?: string;
      readonly category: FailureCategory;
    }
  | { readonly type: 'not-found'; readonly fault: Fault; readonly graceMs: number }
  | { readonly type: 'refused'; readonly operation: string; readonly fault: Fault };

/** A change that ends the wait. */
export type FinalChange = Exclude<StatusChange, { readonly type: 'none' | 'progress' }>;

export interface Transition {
  readonly state: RequestState;
  readonly change: StatusChange;
}

/** The state before the first poll, from the response of the start call. */
export function initialState({ started }: RequestRef): RequestState {
  if (started === undefined) return { details: {}, polls: 0 };
  return { details: started.details, polls: 0, lastStatus: started.status };
}

/**
 * The state after an observation, and what it changed. Pure.
 *
 * A request ends as succeeded or failed only when AWS reports that status. An unknown id gets a grace
 * period, because AWS may not know a new request yet.
 */
export function transition(
  state: RequestState,
  observation: Observation,
  { nowMs, notFoundGraceMs }: { readonly nowMs: number; readonly notFoundGraceMs: number },
): Transition {
  if (observation.type === 'refused') return { state, change: observation };

  const polls = state.polls + 1;
  if (observation.type === 'not-found') {
    const notFoundSinceMs = state.notFoundSinceMs ?? nowMs;
    const next = { ...state, polls, notFoundSinceMs };
    if (nowMs - notFoundSinceMs < notFoundGraceMs) {
      return { state: next, change: { type: 'none' } };
    }
    const { fault } = observation;
    return { state: next, change: { type: 'not-found', fault, graceMs: notFoundGraceMs } };
  }

  const { reading, response } = observation;
  const details = { ...state.details, ...reading.details };
  return {
    state: { details, polls, lastStatus: reading.status },
    change: finalChange(reading, response) ?? { type: 'progress' },
  };
}

/** How a request ended, as AWS reports it; `undefined` while it is in progress. */
export function finalChange(
  { status, failureReason }: Reading,
  response?: object,
): FinalChange | undefined {
  if (status === 'IN_PROGRESS') return undefined;
  if (status === 'SUCCEEDED') return { type: 'succeeded', ...(response ? { response } : {}) };
  return {
    type: 'failed',
    ...(failureReason === undefined ? {} : { failureReason }),
    category: categorizeFailure(failureReason),
  };
}
