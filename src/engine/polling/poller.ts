import type { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import {
  CallLog,
  type CallCounts,
  type CallReport,
  type OperationCounts,
} from '../calls/call-log.js';
import { RateLimitedCaller, withRateLimit } from '../calls/rate-limited-caller.js';
import { RateLimiter } from '../calls/rate-limiter.js';
import { createSsoAdminApi } from '../calls/sso-admin-api.js';
import type { StatusApi } from '../calls/status-api.js';
import { DEFAULT_WAIT_OPTIONS, type ResolvedCallOptions } from '../options/wait-options.js';
import type { RequestKind } from '../requests/kinds.js';
import type { Subscription, SubscriptionHandle } from './polled-request.js';
import { RequestGroup } from './request-group.js';

const pollers = new WeakMap<SSOAdminClient, Poller>();

/** The poller of a client. Everything that uses the same client shares its rate limiter and sweeps. */
export function pollerOf(client: SSOAdminClient): Poller {
  const poller = pollers.get(client) ?? new Poller(createSsoAdminApi(client));
  pollers.set(client, poller);
  return poller;
}

/** All calls and polls on one client. */
export class Poller {
  readonly #rateLimiter = new RateLimiter(DEFAULT_WAIT_OPTIONS.maxTps);
  readonly #log = new CallLog();
  /** Makes other calls on the client, under the same rate limiter. */
  readonly caller = new RateLimitedCaller(this.#rateLimiter, this.#log, () =>
    this.#callTimeoutMs(),
  );
  /** The port to AWS, with rate limit, time limits and retries. */
  readonly api: StatusApi;
  readonly #ceilings = new MinMax();
  readonly #callTimeouts = new MinMax();
  readonly #groups = new Map<string, RequestGroup>();

  constructor(api: StatusApi) {
    this.api = withRateLimit(api, this.caller);
  }

  get ratePerSecond(): number {
    return this.#rateLimiter.ratePerSecond;
  }

  get ceilingPerSecond(): number {
    return this.#rateLimiter.ceilingPerSecond;
  }

  /** All calls so far. */
  counts(): CallCounts {
    return this.#log.counts();
  }

  /** Results of calls so far, by operation. */
  operations(): Readonly<Record<string, OperationCounts>> {
    return this.#log.operations();
  }

  /** Reports throttling, failed calls and recovery. @returns a function that removes the listener */
  onReport(listener: (report: CallReport) => void): () => void {
    return this.#log.subscribe(listener);
  }

  /**
   * Adds a user with its own options. Of all current users, the lowest `maxTps` and the longest
   * `callTimeoutMs` apply.
   *
   * @returns a function that removes the user
   */
  addUser({ maxTps, callTimeoutMs }: ResolvedCallOptions): () => void {
    const removals = [this.#ceilings.add(maxTps), this.#callTimeouts.add(callTimeoutMs)];
    this.#setCeiling();
    return () => {
      for (const remove of removals) remove();
      this.#setCeiling();
    };
  }

  /** Polls a request until the subscriber is done with it. */
  subscribe(subscription: Subscription): SubscriptionHandle {
    const { kind, instanceArn } = subscription.ref;
    const key = `${kind} ${instanceArn}`;
    const group = this.#groups.get(key) ?? this.#newGroup(kind, instanceArn, key);
    return group.subscribe(subscription);
  }

  #newGroup(kind: RequestKind, instanceArn: string, key: string): RequestGroup {
    const group = new RequestGroup(this.api, kind, instanceArn, () => this.#groups.delete(key));
    this.#groups.set(key, group);
    return group;
  }

  #callTimeoutMs(): number {
    return this.#callTimeouts.max ?? DEFAULT_WAIT_OPTIONS.callTimeoutMs;
  }

  #setCeiling(): void {
    const ceiling = this.#ceilings.min;
    if (ceiling === undefined || ceiling === this.#rateLimiter.ceilingPerSecond) return;
    this.#rateLimiter.ceilingPerSecond = ceiling;
  }
}

/** A multiset of numbers that knows its minimum and maximum. Few of its numbers are distinct. */
export class MinMax {
  readonly #counts = new Map<number, number>();

  /** @returns a function that removes the number; it has no effect the second time */
  add(value: number): () => void {
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1);
    let added = true;
    return () => {
      if (!added) return;
      added = false;
      const left = (this.#counts.get(value) ?? 0) - 1;
      if (left > 0) this.#counts.set(value, left);
      else this.#counts.delete(value);
    };
  }

  /** `undefined` when it is empty. */
  get min(): number | undefined {
    return this.#counts.size === 0 ? undefined : Math.min(...this.#counts.keys());
  }

  /** `undefined` when it is empty. */
  get max(): number | undefined {
    return this.#counts.size === 0 ? undefined : Math.max(...this.#counts.keys());
  }
}
