import type { Observation } from '../../engine/polling/polled-request.js';
import type { Found } from '../store/stored-requests.js';
import type { Reading, RequestDetails } from '../../engine/requests/request.js';
import {
  transition,
  type RequestState,
  type StatusChange,
} from '../../engine/tracking/transition.js';

/** How long the service may not know a request that a list has shown, in milliseconds. */
const NOT_FOUND_GRACE_MS = 60_000;

/** How following a request ended. */
export type FollowEnd =
  | { readonly type: 'ended'; readonly reading: Reading }
  /** The service does not know it any more, and never said how it ended. */
  | { readonly type: 'lost' };

/** A request that is followed until it has ended. */
export class Followed {
  readonly found: Found;
  #state: RequestState;
  #lastRunningMs: number | undefined;

  /**
   * @param lastRunningMs when this process last saw it in progress, in monotonic milliseconds; absent
   *   when it never did
   */
  constructor(found: Found, lastRunningMs?: number) {
    this.found = found;
    this.#state = { details: found.details, polls: 0 };
    this.#lastRunningMs = lastRunningMs;
  }

  get details(): RequestDetails {
    return this.#state.details;
  }

  /** Whether it was ever seen in progress, by this process or by one before it. */
  get wasSeenRunning(): boolean {
    return this.found.ended === undefined || this.#lastRunningMs !== undefined;
  }

  /** When this process last saw it in progress, in monotonic milliseconds; absent when it never did. */
  get lastRunningMs(): number | undefined {
    return this.#lastRunningMs;
  }

  /** Applies an observation. @returns how the request ended, once it has */
  observe(observation: Observation, nowMs: number): FollowEnd | undefined {
    const { state, change } = transition(this.#state, observation, {
      nowMs,
      notFoundGraceMs: NOT_FOUND_GRACE_MS,
    });
    this.#state = state;
    if (change.type === 'progress') this.#lastRunningMs = nowMs;
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
      // The list's row is the service's word too, only without the details.
      return listed === undefined ? { type: 'lost' } : { type: 'ended', reading: listed };
    case 'none':
    case 'progress':
    case 'refused':
      return undefined;
  }
}
