import { isTerminal, type Reading, type RequestRef } from '../requests/request.js';
import type { CadenceBounds } from './cadence.js';
import type { Observation } from './observation.js';
import type { Subscription } from './subscription.js';

/**
 * How lists stand to a request: they have not been asked yet; did not show it when they were; do not
 * show it although it is known to run; show it running; or show it ended, or not any more.
 */
export type ListVisibility = 'none' | 'missed' | 'late' | 'running' | 'gone';

/** A request that somebody watches, once per client however many watch it. */
export class Entry {
  readonly ref: RequestRef;
  readonly sinceMs: number;
  /** Looks in a row that told nothing. */
  failures = 0;
  /** Somebody's deadline is near. */
  lastPoll = false;
  /** When it was last described; at first, when it was first known. */
  describedAtMs: number;
  sighting: ListVisibility = 'none';
  /** Replaced, never changed, so that one may leave while all are told. */
  #watches: readonly Subscription[] = [];
  #describing: AbortController | undefined;

  constructor(ref: RequestRef, sinceMs: number) {
    this.ref = ref;
    this.sinceMs = sinceMs;
    this.describedAtMs = sinceMs;
  }

  get isWatched(): boolean {
    return this.#watches.length > 0;
  }

  join(watch: Subscription): void {
    this.#watches = [...this.#watches, watch];
  }

  leave(watch: Subscription): void {
    this.#watches = this.#watches.filter((each) => each !== watch);
  }

  /** The tightest bounds that any watch asks for. */
  get bounds(): CadenceBounds {
    const all = this.#watches.map((watch) => watch.bounds);
    return {
      minDelayMs: Math.min(...all.map((each) => each.minDelayMs)),
      maxDelayMs: Math.min(...all.map((each) => each.maxDelayMs)),
    };
  }

  get isDescribing(): boolean {
    return this.#describing !== undefined;
  }

  /** Begins a describe; one at a time, so this ends one that is under way. */
  beginDescribe(nowMs: number): AbortSignal {
    this.cancelDescribe();
    this.describedAtMs = nowMs;
    this.#describing = new AbortController();
    return this.#describing.signal;
  }

  /** Ends a describe that was answered; `false` when it was cancelled before. */
  endDescribe(signal: AbortSignal): boolean {
    if (signal.aborted) return false;
    this.#describing = undefined;
    return true;
  }

  cancelDescribe(): void {
    this.#describing?.abort();
    this.#describing = undefined;
  }

  /** Whether the reading says all that the watches want to know. A failure always needs its reason. */
  isEnough({ status, complete }: Reading): boolean {
    if (complete || !isTerminal(status)) return true;
    return status === 'SUCCEEDED' && this.settlesByRow;
  }

  /** Whether a list row is enough to end it as a success. */
  get settlesByRow(): boolean {
    return !this.#watches.some((watch) => watch.wantsDetails);
  }

  tell(observation: Observation): void {
    for (const watch of this.#watches) watch.observe(observation);
  }
}
