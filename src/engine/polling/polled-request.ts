import type { Fault } from '../calls/fault.js';
import { isTerminal, type Reading, type RequestRef } from '../requests/request.js';
import type { CadenceBounds } from './cadence.js';

/** The result of one poll of one request. */
export type Observation =
  | {
      /** AWS reported a status, with all requested details if it is terminal. */
      readonly type: 'reading';
      readonly reading: Reading;
      /** The response of the describe; absent when a list row reported the status. */
      readonly response?: object;
    }
  /** AWS does not know the id. */
  | { readonly type: 'not-found'; readonly fault: Fault }
  /** AWS refuses the call, and a retry would not help. */
  | { readonly type: 'refused'; readonly operation: string; readonly fault: Fault };

/** A subscriber's interest in a request. A request can have several. */
export interface Subscription {
  readonly ref: RequestRef;
  readonly bounds: CadenceBounds;
  /** Whether a success needs all details, which only a describe returns. */
  readonly needsDetails: boolean;
  /**
   * Receives the result of each poll. Must not throw.
   * @returns whether the subscriber is done with the request, which ends the subscription
   */
  observe(observation: Observation): boolean;
}

/** An active subscription. */
export interface SubscriptionHandle {
  /** Polls at once: the last poll before a deadline. */
  pollNow(): void;
  /** Ends the subscription. A request without subscriptions is not polled any more. */
  cancel(): void;
}

/**
 * What lists have shown of a request.
 *
 * - `unknown`: no list was read yet.
 * - `missing`: a list did not show it.
 * - `late`: no list has shown it, although a describe reported it in progress.
 * - `in-progress`: a list showed it in progress.
 * - `gone`: a list showed that it ended, or no longer shows it.
 */
export type ListVisibility = 'unknown' | 'missing' | 'late' | 'in-progress' | 'gone';

/** A request with at least one subscription. There is one per client and request id. */
export class PolledRequest {
  readonly ref: RequestRef;
  readonly sinceMs: number;
  /** Failed polls in a row. */
  failures = 0;
  /** Whether the next poll is the last one before a deadline. */
  isLastPoll = false;
  /** When it was last described; at first, when it was added. */
  describedAtMs: number;
  visibility: ListVisibility = 'unknown';
  /** Replaced, never modified, so that a subscriber can leave while all are notified. */
  #subscriptions: readonly Subscription[] = [];
  #describe: AbortController | undefined;

  constructor(ref: RequestRef, sinceMs: number) {
    this.ref = ref;
    this.sinceMs = sinceMs;
    this.describedAtMs = sinceMs;
  }

  get hasSubscriptions(): boolean {
    return this.#subscriptions.length > 0;
  }

  add(subscription: Subscription): void {
    this.#subscriptions = [...this.#subscriptions, subscription];
  }

  remove(subscription: Subscription): void {
    this.#subscriptions = this.#subscriptions.filter((each) => each !== subscription);
  }

  /** The tightest bounds of all subscriptions. */
  get bounds(): CadenceBounds {
    const all = this.#subscriptions.map(({ bounds }) => bounds);
    return {
      minDelayMs: Math.min(...all.map(({ minDelayMs }) => minDelayMs)),
      maxDelayMs: Math.min(...all.map(({ maxDelayMs }) => maxDelayMs)),
    };
  }

  get isDescribing(): boolean {
    return this.#describe !== undefined;
  }

  /** Begins a describe. There is one at a time, so this aborts the previous one. */
  beginDescribe(nowMs: number): AbortSignal {
    this.cancelDescribe();
    this.describedAtMs = nowMs;
    this.#describe = new AbortController();
    return this.#describe.signal;
  }

  /** Ends a describe that has returned. @returns `false` if it was cancelled before */
  endDescribe(signal: AbortSignal): boolean {
    if (signal.aborted) return false;
    this.#describe = undefined;
    return true;
  }

  cancelDescribe(): void {
    this.#describe?.abort();
    this.#describe = undefined;
  }

  /** Whether the reading is sufficient for all subscribers. A failure always needs its reason. */
  isSufficient({ status, complete }: Reading): boolean {
    if (complete || !isTerminal(status)) return true;
    return status === 'SUCCEEDED' && this.succeedsByRow;
  }

  /** Whether a list row is sufficient for a success. */
  get succeedsByRow(): boolean {
    return !this.#subscriptions.some(({ needsDetails }) => needsDetails);
  }

  /** Notifies all subscribers, and removes those that are done. */
  notify(observation: Observation): void {
    for (const subscription of this.#subscriptions) {
      if (subscription.observe(observation)) this.remove(subscription);
    }
  }
}

/** The owner of polled requests. */
export interface RequestOwner {
  pollNow(request: PolledRequest): void;
  /** Removes a subscription, and with the last one the request. */
  unsubscribe(request: PolledRequest, subscription: Subscription): void;
}

/** A handle without closures, which saves memory when many requests are tracked. */
export class PolledRequestHandle implements SubscriptionHandle {
  readonly #owner: RequestOwner;
  readonly #request: PolledRequest;
  readonly #subscription: Subscription;

  constructor(owner: RequestOwner, request: PolledRequest, subscription: Subscription) {
    this.#owner = owner;
    this.#request = request;
    this.#subscription = subscription;
  }

  pollNow(): void {
    this.#owner.pollNow(this.#request);
  }

  cancel(): void {
    this.#owner.unsubscribe(this.#request, this.#subscription);
  }
}
