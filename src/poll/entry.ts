import { isTerminal, type Reading, type RequestRef } from '../request/request.js';
import type { CadenceBounds } from '../schedule/cadence.js';
import type { Observation } from './observation.js';
import type { Watch } from './watch.js';

/** A request that somebody watches, once per client however many watch it. */
export class Entry {
  readonly ref: RequestRef;
  readonly sinceMs: number;
  readonly watches = new Set<Watch>();
  /** Looks in a row that told nothing. */
  failures = 0;
  /** Somebody's deadline is near. */
  lastLook = false;
  #describing: AbortController | undefined;

  constructor(ref: RequestRef, sinceMs: number) {
    this.ref = ref;
    this.sinceMs = sinceMs;
  }

  /** The tightest bounds that any watch asks for. */
  get bounds(): CadenceBounds {
    const all = [...this.watches].map((watch) => watch.bounds);
    return {
      minDelayMs: Math.min(...all.map((each) => each.minDelayMs)),
      maxDelayMs: Math.min(...all.map((each) => each.maxDelayMs)),
    };
  }

  get isDescribing(): boolean {
    return this.#describing !== undefined;
  }

  /** Begins a describe; one at a time, so this ends one that is under way. */
  beginDescribe(): AbortSignal {
    this.cancelDescribe();
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
    return ![...this.watches].some((watch) => watch.wantsDetails);
  }

  tell(observation: Observation): void {
    for (const watch of Array.from(this.watches)) watch.observe(observation);
  }
}
