import type { Observation } from '../polling/polled-request.js';
import {
  requestIdOf,
  requestKey,
  type RequestDetails,
  type RequestRef,
} from '../requests/request.js';
import type { Progress, RequestOutcome, SucceededOutcome } from '../results/outcome.js';
import {
  finalChange,
  initialState,
  transition,
  type FinalChange,
  type RequestState,
} from './transition.js';
import { unsuccessfulOutcome, type UnsuccessfulEnding } from './unsuccessful-outcome.js';

/** The number of requests by outcome. */
export type OutcomeCounts = Readonly<Record<RequestOutcome['type'], number>>;

/** A tracked request: pending, or with its outcome. */
export interface TrackedRequest {
  readonly ref: RequestRef;
  readonly sinceMs: number;
  readonly timeoutMs: number;
  readonly state: RequestState;
  readonly outcome?: RequestOutcome;
}

/** A change of a tracked request. */
export type TrackedChange =
  /** The progress is computed only for listeners. */
  { readonly type: 'progress'; readonly progress: () => Progress & RequestDetails } | Ended;

interface Ended {
  readonly type: 'ended';
  readonly outcome: RequestOutcome;
}

/** All tracked requests, in the order of tracking. Each ends once. Time is a parameter. */
export class RequestTable {
  readonly #requests = new Map<string, TrackedRequest>();
  readonly #counts = {
    succeeded: 0,
    failed: 0,
    'timed-out': 0,
    'not-found': 0,
    refused: 0,
    aborted: 0,
  };
  readonly #notFoundGraceMs: number;
  #pending = 0;

  constructor(notFoundGraceMs: number) {
    this.#notFoundGraceMs = notFoundGraceMs;
  }

  get size(): number {
    return this.#requests.size;
  }

  get pending(): number {
    return this.#pending;
  }

  counts(): OutcomeCounts {
    return { ...this.#counts };
  }

  /** Adds a request. @returns its key; `undefined` if it is tracked already */
  add(ref: RequestRef, timeoutMs: number, nowMs: number): string | undefined {
    const key = requestKey(ref);
    if (this.#requests.has(key)) return undefined;
    this.#requests.set(key, { ref, sinceMs: nowMs, timeoutMs, state: initialState(ref) });
    this.#pending += 1;
    return key;
  }

  /** A request that has not ended. */
  getPending(key: string): TrackedRequest | undefined {
    const request = this.#requests.get(key);
    return request?.outcome === undefined ? request : undefined;
  }

  progress(request: TrackedRequest, nowMs: number): Progress & RequestDetails {
    return { ...progressOf(request, nowMs - request.sinceMs), ...request.state.details };
  }

  /** Applies an observation. @returns what changed */
  observe(key: string, observation: Observation, nowMs: number): TrackedChange | undefined {
    const request = this.getPending(key);
    if (request === undefined) return undefined;
    const notFoundGraceMs = this.#notFoundGraceMs;
    const { state, change } = transition(request.state, observation, { nowMs, notFoundGraceMs });
    const next = { ...request, state };
    this.#requests.set(key, next);
    if (change.type === 'none') return undefined;
    if (change.type === 'progress') {
      return { type: 'progress', progress: () => this.progress(next, nowMs) };
    }
    return this.end(key, change, nowMs);
  }

  /** Ends a request that was already terminal in the response of its start call. */
  endByStart(key: string, nowMs: number): Ended | undefined {
    const started = this.getPending(key)?.ref.started;
    const change = started?.complete ? finalChange(started) : undefined;
    return change && this.end(key, change, nowMs);
  }

  /** Ends a request. @returns `undefined` if it has ended already */
  end(key: string, ending: FinalChange | UnsuccessfulEnding, nowMs: number): Ended | undefined {
    const request = this.getPending(key);
    if (request === undefined) return undefined;
    const outcome = outcomeOf(request, ending, nowMs - request.sinceMs);
    this.#requests.set(key, { ...request, outcome });
    this.#pending -= 1;
    this.#counts[outcome.type] += 1;
    return { type: 'ended', outcome };
  }

  /** The keys of pending requests. */
  pendingKeys(): string[] {
    return [...this.#requests].flatMap(([key, { outcome }]) => (outcome ? [] : [key]));
  }

  /** The outcomes so far, in the order of tracking. */
  outcomes(): RequestOutcome[] {
    return [...this.#requests.values()].flatMap(({ outcome }) => outcome ?? []);
  }
}

function progressOf({ ref, state }: TrackedRequest, elapsedMs: number): Progress {
  return {
    ...requestIdOf(ref),
    ...(state.lastStatus === undefined ? {} : { lastStatus: state.lastStatus }),
    elapsedMs: Math.round(elapsedMs),
    polls: state.polls,
  };
}

function outcomeOf(
  request: TrackedRequest,
  ending: FinalChange | UnsuccessfulEnding,
  elapsedMs: number,
): RequestOutcome {
  const { ref, state } = request;
  const progress = progressOf(request, elapsedMs);
  if (ending.type !== 'succeeded') {
    return unsuccessfulOutcome(ref, progress, state, ending, elapsedMs);
  }
  const outcome: SucceededOutcome = {
    type: 'succeeded',
    status: 'SUCCEEDED',
    ...progress,
    ...state.details,
  };
  const { response } = ending;
  return response ? Object.defineProperty(outcome, 'response', { value: response }) : outcome;
}
