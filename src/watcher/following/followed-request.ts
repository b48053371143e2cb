import type { Observation } from '../../engine/polling/polled-request.js';
import type { Reading, RequestDetails } from '../../engine/requests/request.js';
import {
  transition,
  type RequestState,
  type StatusChange,
} from '../../engine/tracking/transition.js';
import type { FoundRequest } from '../store/stored-requests.js';

/** The grace period of a request that a list has shown, in milliseconds. */
const NOT_FOUND_GRACE_MS = 60_000;

/** The result of following a request. */
export type FollowEnd =
  | { readonly type: 'ended'; readonly reading: Reading }
  /** AWS no longer knows it, and never reported its result. */
  | { readonly type: 'lost' };

/** A request that is followed until it has ended. */
export class FollowedRequest {
  readonly found: FoundRequest;
  #state: RequestState;
  #lastInProgressMs: number | undefined;

  /**
   * @param lastInProgressMs when this process last saw it in progress, in monotonic milliseconds;
   *   `undefined` if it never did
   */
  constructor(found: FoundRequest, lastInProgressMs?: number) {
    this.found = found;
    this.#state = { details: found.details, polls: 0 };
    this.#lastInProgressMs = lastInProgressMs;
  }

  get details(): RequestDetails {
    return this.#state.details;
  }

  /** Whether this process, or an earlier one, saw it in progress. */
  get wasSeenInProgress(): boolean {
    return this.found.ended === undefined || this.#lastInProgressMs !== undefined;
  }

  /** When this process last saw it in progress, in monotonic milliseconds; `undefined` if never. */
  get lastInProgressMs(): number | undefined {
    return this.#lastInProgressMs;
  }

  /** Applies an observation. @returns how the request ended, once it has */
  observe(observation: Observation, nowMs: number): FollowEnd | undefined {
    const { state, change } = transition(this.#state, observation, {
      nowMs,
      notFoundGraceMs: NOT_FOUND_GRACE_MS,
    });
    this.#state = state;
    if (change.type === 'progress') this.#lastInProgressMs = nowMs;
    return endOf(change, state.details, this.found.ended);
  }
}

function endOf(
  change: StatusChange,
  details: RequestDetails,
  listed: Reading | undefined,
): FollowEnd | undefined {
  switch (change.type) {
    case 'succeeded':
      return { type: 'ended', reading: { status: 'SUCCEEDED', details, complete: true } };
    case 'failed': {
      const { failureReason } = change;
      const reason = failureReason === undefined ? {} : { failureReason };
      return { type: 'ended', reading: { status: 'FAILED', details, ...reason, complete: true } };
    }
    case 'not-found':
      // The list row is also a report of AWS, but without the details.
      return listed === undefined ? { type: 'lost' } : { type: 'ended', reading: listed };
    case 'none':
    case 'progress':
    case 'refused':
      return undefined;
  }
}
