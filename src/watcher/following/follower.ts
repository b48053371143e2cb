import type { Fault } from '../../engine/calls/fault.js';
import { DEFAULT_WAIT_OPTIONS } from '../../engine/options/wait-options.js';
import { DelayQueue } from '../../engine/polling/delay-queue.js';
import type { Observation, SubscriptionHandle } from '../../engine/polling/polled-request.js';
import type { Poller } from '../../engine/polling/poller.js';
import { requestKey } from '../../engine/requests/request.js';
import { now } from '../../engine/util/clock.js';
import type { FoundRequest } from '../store/stored-requests.js';
import { FollowedRequest, type FollowEnd } from './followed-request.js';

/** The pause before a refused request is polled again. */
const RETRY_REFUSED_MS = 30_000;

/** After this many refused requests in a row, the refusal is not about one request. */
const REFUSALS_FOR_ALL = 3;

/** Maximum number of followed requests that ended unseen. The others stay in the lists. */
const MAX_UNSEEN_ENDS = 500;

/** Maximum number of followed requests. They accumulate while AWS refuses all describes. */
const MAX_FOLLOWED = 10_000;

/** Receives the results of following. */
export interface FollowListener {
  readonly onEnd: (request: FollowedRequest, end: FollowEnd) => void;
  /** AWS refuses all describes. */
  readonly onRefused: (operation: string, fault: Fault) => void;
  /** AWS accepts describes again. */
  readonly onAccepted: () => void;
}

/** Follows requests through a poller until each has ended. It outlives the poller. */
export class Follower {
  readonly #requests = new Map<string, FollowedRequest>();
  readonly #subscriptions = new Map<string, SubscriptionHandle>();
  readonly #retries = new DelayQueue<FollowedRequest>((due) => this.#retry(due));
  readonly #listener: FollowListener;
  #poller: Poller | undefined;
  /** The keys of the requests that were refused since a describe was last accepted. */
  readonly #refusedKeys = new Set<string>();
  #isRefused = false;
  #nextProbeMs = 0;
  #unseenEnds = 0;

  constructor(listener: FollowListener) {
    this.#listener = listener;
  }

  /** The requests that were seen in progress, oldest first. */
  get inProgress(): readonly FollowedRequest[] {
    return [...this.#requests.values()].filter((request) => request.wasSeenInProgress);
  }

  /** Whether no more requests can be followed. */
  get isFull(): boolean {
    return this.#requests.size >= MAX_FOLLOWED;
  }

  /** Whether more requests that ended unseen can be followed. */
  get hasRoom(): boolean {
    return this.#unseenEnds < MAX_UNSEEN_ENDS && !this.isFull;
  }

  /**
   * Follows a request until it has ended.
   *
   * @param lastInProgressMs when this process saw it in progress, in monotonic milliseconds
   */
  follow(found: FoundRequest, lastInProgressMs?: number): void {
    const request = new FollowedRequest(found, lastInProgressMs);
    this.#requests.set(requestKey(found), request);
    if (found.ended !== undefined) this.#unseenEnds += 1;
    this.#subscribe(request);
  }

  /** Continues with a poller. */
  connect(poller: Poller): void {
    this.#poller = poller;
    for (const request of this.#requests.values()) this.#subscribe(request);
  }

  /** Stops polling until it is connected again. */
  disconnect(): void {
    this.#poller = undefined;
    for (const subscription of this.#subscriptions.values()) subscription.cancel();
    this.#subscriptions.clear();
    for (const request of this.#requests.values()) this.#retries.remove(request);
  }

  /** While AWS refuses all describes, one request at a time probes whether it still does. */
  #retry(due: readonly FollowedRequest[]): void {
    for (const request of due) {
      if (this.#isRefused && now() < this.#nextProbeMs) {
        this.#retries.add(request, now() + RETRY_REFUSED_MS);
        continue;
      }
      this.#nextProbeMs = now() + RETRY_REFUSED_MS;
      this.#subscribe(request);
    }
  }

  #subscribe(request: FollowedRequest): void {
    if (this.#poller === undefined) return;
    const { kind, instanceArn, requestId } = request.found;
    const subscription = this.#poller.subscribe({
      ref: { kind, instanceArn, requestId },
      bounds: DEFAULT_WAIT_OPTIONS,
      needsDetails: true,
      observe: (observation) => this.#observe(request, observation),
    });
    this.#subscriptions.set(requestKey(request.found), subscription);
  }

  /** @returns whether the subscription is to end */
  #observe(request: FollowedRequest, observation: Observation): boolean {
    if (observation.type === 'refused') {
      this.#refused(request, observation);
      return true;
    }
    this.#accepted(observation);
    const end = request.observe(observation, now());
    if (end === undefined) return false;
    this.#remove(request);
    this.#listener.onEnd(request, end);
    return true;
  }

  /** A list row does not count, because a caller may be allowed to list but not to describe. */
  #accepted(observation: Exclude<Observation, { readonly type: 'refused' }>): void {
    if (observation.type === 'reading' && observation.response === undefined) return;
    this.#refusedKeys.clear();
    if (!this.#isRefused) return;
    this.#isRefused = false;
    this.#listener.onAccepted();
  }

  #refused(
    request: FollowedRequest,
    { operation, fault }: Extract<Observation, { readonly type: 'refused' }>,
  ): void {
    const key = requestKey(request.found);
    this.#subscriptions.delete(key);
    this.#retries.add(request, now() + RETRY_REFUSED_MS);
    this.#refusedKeys.add(key);
    const isAboutCaller = fault.kind !== 'denied' && fault.kind !== 'invalid';
    if (!isAboutCaller && this.#refusedKeys.size < REFUSALS_FOR_ALL) return;
    this.#isRefused = true;
    this.#listener.onRefused(operation, fault);
  }

  #remove(request: FollowedRequest): void {
    const key = requestKey(request.found);
    this.#requests.delete(key);
    this.#subscriptions.get(key)?.cancel();
    this.#subscriptions.delete(key);
    if (request.found.ended !== undefined) this.#unseenEnds -= 1;
  }
}
