import type { Observation } from '../polling/observation.js';
import { requestKey, type RequestDetails, type RequestRef } from '../requests/request.js';
import { conclude, progressOf, type Ending } from './conclude.js';
import type { Progress, RequestOutcome } from '../results/outcome.js';
import { finalVerdict, initialState, transition, type Waiting } from './transition.js';

/** How many requests ended in which way. */
export type OutcomeCounts = Readonly<Record<RequestOutcome['type'], number>>;

/** A request in the ledger: still waited for, or with its outcome. */
export interface Account {
  readonly ref: RequestRef;
  readonly sinceMs: number;
  readonly timeoutMs: number;
  readonly state: Waiting;
  readonly outcome?: RequestOutcome;
}

/** What an observation changed in the ledger. */
export type Change =
  /** What is known so far is put together only for those who want to hear it. */
  { readonly type: 'progress'; readonly progress: () => Progress & RequestDetails } | Ended;

interface Ended {
  readonly type: 'ended';
  readonly outcome: RequestOutcome;
}

/**
 * What is known of every request that is waited for, and how each ended: once, and in the order in
 * which they came. Time comes in from outside.
 */
export class RequestTable {
  readonly #accounts = new Map<string, Account>();
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
    return this.#accounts.size;
  }

  get pending(): number {
    return this.#pending;
  }

  counts(): OutcomeCounts {
    return { ...this.#counts };
  }

  /** The key of a new account; `undefined` when the request has one already. */
  open(ref: RequestRef, timeoutMs: number, nowMs: number): string | undefined {
    const key = requestKey(ref);
    if (this.#accounts.has(key)) return undefined;
    this.#accounts.set(key, { ref, sinceMs: nowMs, timeoutMs, state: initialState(ref) });
    this.#pending += 1;
    return key;
  }

  /** An account that is still waited for. */
  waiting(key: string): Account | undefined {
    const account = this.#accounts.get(key);
    return account?.outcome === undefined ? account : undefined;
  }

  progress({ ref, state, sinceMs }: Account, nowMs: number): Progress & RequestDetails {
    return { ...progressOf(ref, state, nowMs - sinceMs), ...state.details };
  }

  observe(key: string, observation: Observation, nowMs: number): Change | undefined {
    const account = this.waiting(key);
    if (account === undefined) return undefined;
    const { state, verdict } = transition(account.state, observation, {
      nowMs,
      notFoundGraceMs: this.#notFoundGraceMs,
    });
    const next = { ...account, state };
    this.#accounts.set(key, next);
    if (verdict.type === 'nothing') return undefined;
    if (verdict.type === 'progress') {
      return { type: 'progress', progress: () => this.progress(next, nowMs) };
    }
    return this.end(key, verdict, nowMs);
  }

  /** Ends a wait that the start call's answer already settled: that is the service's word too. */
  endByStart(key: string, nowMs: number): Ended | undefined {
    const started = this.waiting(key)?.ref.started;
    const verdict = started?.complete ? finalVerdict(started) : undefined;
    return verdict && this.end(key, verdict, nowMs);
  }

  /** Ends a wait; `undefined` when it has ended already. */
  end(key: string, ending: Ending, nowMs: number): Ended | undefined {
    const account = this.waiting(key);
    if (account === undefined) return undefined;
    const { ref, state, sinceMs } = account;
    const outcome = conclude(ref, state, ending, nowMs - sinceMs);
    this.#accounts.set(key, { ...account, outcome });
    this.#pending -= 1;
    this.#counts[outcome.type] += 1;
    return { type: 'ended', outcome };
  }

  /** Keys of what is still waited for. */
  waitingKeys(): string[] {
    return [...this.#accounts].flatMap(([key, { outcome }]) => (outcome ? [] : [key]));
  }

  /** The outcomes so far, in the order of opening. */
  outcomes(): RequestOutcome[] {
    return [...this.#accounts.values()].flatMap(({ outcome }) => outcome ?? []);
  }
}
