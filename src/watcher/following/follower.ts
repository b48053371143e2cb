import type { Fault } from '../../engine/calls/fault.js';
import type { Poller } from '../../engine/polling/poller.js';
import type { Observation, SubscriptionHandle } from '../../engine/polling/polled-request.js';
import { DEFAULT_WAIT_OPTIONS } from '../../engine/options/wait-options.js';
import { requestKey } from '../../engine/requests/request.js';
import { DelayQueue } from '../../engine/polling/delay-queue.js';
import { now } from '../../engine/util/clock.js';
import type { Found } from '../store/stored-requests.js';
import { Followed, type FollowEnd } from './followed.js';

/** When a request that the service would not talk about is asked for again. */
const RETRY_REFUSED_MS = 30_000;

/** So many requests refused, and none answered in between: it is not about one of them. */
const REFUSED_FOR_ALL = 3;

/** So many requests that ended unseen are followed at once; more wait in the lists. */
const ROOM = 500;

/** So many requests are followed at once in all: they pile up while the service tells of none. */
const MOST = 10_000;

/** Who hears how it goes with the requests that are followed. */
export interface FollowListener {
  readonly onEnd: (followed: Followed, end: FollowEnd) => void;
  /** The service refuses whatever is asked. */
  readonly onRefused: (operation: string, fault: Fault) => void;
  /** It does so no more. */
  readonly onAnswered: () => void;
}

/** Follows requests through a poller until each has ended; outlives the poller, and goes on with the next. */
export class Follower {
  readonly #followed = new Map<string, Followed>();
  readonly #watches = new Map<string, SubscriptionHandle>();
  readonly #retries = new DelayQueue<Followed>((due) => this.#retry(due));
  readonly #listener: FollowListener;
  #poller: Poller | undefined;
  /** The keys of those that were refused since one was answered. */
  readonly #refusedKeys = new Set<string>();
  #isRefused = false;
  #probeAtMs = 0;
  #unseenEnds = 0;

  constructor(listener: FollowListener) {
    this.#listener = listener;
  }

  /** Those that were seen in progress, oldest first. */
  get running(): readonly Followed[] {
    return [...this.#followed.values()].filter((each) => each.wasSeenRunning);
  }

  /** Whether no more requests should be followed for now. */
  get isFull(): boolean {
    return this.#followed.size >= MOST;
  }

  /** Whether more requests that ended unseen can be taken. */
  get hasRoom(): boolean {
    return this.#unseenEnds < ROOM && !this.isFull;
  }

  /**
   * Follows a request until it has ended.
   *
   * @param lastRunningMs when this process saw it in progress, in monotonic milliseconds
   */
  follow(found: Found, lastRunningMs?: number): void {
    const followed = new Followed(found, lastRunningMs);
    this.#followed.set(requestKey(found), followed);
    if (found.ended !== undefined) this.#unseenEnds += 1;
    this.#watch(followed);
  }

  /** Goes on, through a poller. */
  connect(poller: Poller): void {
    this.#poller = poller;
    for (const followed of this.#followed.values()) this.#watch(followed);
  }

  /** Asks for nothing more until it is connected again. */
  disconnect(): void {
    this.#poller = undefined;
    for (const watch of this.#watches.values()) watch.cancel();
    this.#watches.clear();
    for (const followed of this.#followed.values()) this.#retries.remove(followed);
  }

  /** While the service refuses whatever is asked, one request at a time finds out if it still does. */
  #retry(due: readonly Followed[]): void {
    for (const followed of due) {
      if (this.#isRefused && now() < this.#probeAtMs) {
        this.#retries.add(followed, now() + RETRY_REFUSED_MS);
        continue;
      }
      this.#probeAtMs = now() + RETRY_REFUSED_MS;
      this.#watch(followed);
    }
  }

  #watch(followed: Followed): void {
    if (this.#poller === undefined) return;
    const { kind, instanceArn, requestId } = followed.found;
    const key = requestKey(followed.found);
    const watch = this.#poller.subscribe({
      ref: { kind, instanceArn, requestId },
      bounds: DEFAULT_WAIT_OPTIONS,
      needsDetails: true,
      observe: (observation) => this.#observe(followed, observation),
    });
    this.#watches.set(key, watch);
  }

  /** @returns whether the subscription is to end */
  #observe(followed: Followed, observation: Observation): boolean {
    if (observation.type === 'refused') {
      this.#refused(followed, observation);
      return true;
    }
    this.#answered(observation);
    const end = followed.observe(observation, now());
    if (end === undefined) return false;
    this.#drop(followed);
    this.#listener.onEnd(followed, end);
    return true;
  }

  /** A list's row is no answer: who may read lists may not be allowed to ask about requests. */
  #answered(observation: Exclude<Observation, { readonly type: 'refused' }>): void {
    if (observation.type === 'reading' && observation.response === undefined) return;
    this.#refusedKeys.clear();
    if (!this.#isRefused) return;
    this.#isRefused = false;
    this.#listener.onAnswered();
  }

  #refused(
    followed: Followed,
    { operation, fault }: Extract<Observation, { readonly type: 'refused' }>,
  ): void {
    const key = requestKey(followed.found);
    this.#watches.delete(key);
    this.#retries.add(followed, now() + RETRY_REFUSED_MS);
    this.#refusedKeys.add(key);
    const isAboutCaller = fault.kind !== 'denied' && fault.kind !== 'invalid';
    if (!isAboutCaller && this.#refusedKeys.size < REFUSED_FOR_ALL) return;
    this.#isRefused = true;
    this.#listener.onRefused(operation, fault);
  }

  #drop(followed: Followed): void {
    const key = requestKey(followed.found);
    this.#followed.delete(key);
    this.#watches.get(key)?.cancel();
    this.#watches.delete(key);
    if (followed.found.ended !== undefined) this.#unseenEnds -= 1;
  }
}
