import type { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import {
  CallLog,
  type CallCounts,
  type CallReport,
  type OperationCounts,
} from '../calls/call-log.js';
import { RateLimiter } from '../calls/rate-limiter.js';
import { withRateLimit } from '../calls/rate-limited-api.js';
import { RateLimitedCaller } from '../calls/rate-limited-caller.js';
import { createSsoAdminApi } from '../calls/sso-admin-api.js';
import type { StatusApi } from '../calls/status-api.js';
import { DEFAULT_WAIT_OPTIONS, type CallOptions } from '../options/wait-options.js';
import type { RequestKind } from '../requests/kinds.js';
import { Group } from './request-group.js';
import { MinMax } from './min-max.js';
import type { SubscriptionHandle, Subscription } from './subscription.js';

type Settings = Required<CallOptions>;

const pollers = new WeakMap<SSOAdminClient, Poller>();

/** The one poller of a client: whoever calls through the same client shares its pacer and sweeps. */
export function pollerOf(client: SSOAdminClient): Poller {
  const poller = pollers.get(client) ?? new Poller(createSsoAdminApi(client));
  pollers.set(client, poller);
  return poller;
}

/** Everything that is asked of the service through one client. */
export class Poller {
  readonly #pacer = new RateLimiter(DEFAULT_WAIT_OPTIONS.maxTps);
  readonly #log = new CallLog();
  /** Makes any other call on the client, under the same pacer. */
  readonly caller = new RateLimitedCaller(this.#pacer, this.#log, () => this.#callTimeoutMs());
  /** The service, with paced, limited and repeated calls. */
  readonly api: StatusApi;
  readonly #ceilings = new MinMax();
  readonly #callTimeouts = new MinMax();
  readonly #groups = new Map<string, Group>();

  constructor(api: StatusApi) {
    this.api = withRateLimit(api, this.caller);
  }

  get ratePerSecond(): number {
    return this.#pacer.ratePerSecond;
  }

  get ceilingPerSecond(): number {
    return this.#pacer.ceilingPerSecond;
  }

  /** How many calls went out so far, whoever caused them. */
  counts(): CallCounts {
    return this.#log.counts();
  }

  /** How calls ended so far, by operation. */
  operations(): Readonly<Record<string, OperationCounts>> {
    return this.#log.operations();
  }

  /** Hears of throttling, failed calls and recovery. @returns what ends the subscription */
  subscribe(listener: (report: CallReport) => void): () => void {
    return this.#log.subscribe(listener);
  }

  /**
   * Announces a user with settings of its own. Among all that use the client at a time, the lowest
   * ceiling and the longest call time-out hold.
   *
   * @returns what takes the user's settings back
   */
  join({ maxTps, callTimeoutMs }: Settings): () => void {
    const releases = [this.#ceilings.add(maxTps), this.#callTimeouts.add(callTimeoutMs)];
    this.#setCeiling();
    return () => {
      for (const release of releases) release();
      this.#setCeiling();
    };
  }

  watch(watch: Subscription): SubscriptionHandle {
    const { kind, instanceArn } = watch.ref;
    const key = `${kind} ${instanceArn}`;
    const group = this.#groups.get(key) ?? this.#newGroup(kind, instanceArn, key);
    return group.watch(watch);
  }

  #newGroup(kind: RequestKind, instanceArn: string, key: string): Group {
    const group = new Group(this.api, kind, instanceArn, () => this.#groups.delete(key));
    this.#groups.set(key, group);
    return group;
  }

  #callTimeoutMs(): number {
    return this.#callTimeouts.highest ?? DEFAULT_WAIT_OPTIONS.callTimeoutMs;
  }

  #setCeiling(): void {
    const ceiling = this.#ceilings.lowest;
    if (ceiling === undefined || ceiling === this.#pacer.ceilingPerSecond) return;
    this.#pacer.ceilingPerSecond = ceiling;
  }
}
