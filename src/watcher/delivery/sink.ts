import type { RequestEvent } from '../request-event.js';

/** Why a sink did not take an event. */
export interface Refusal {
  /** A few words, the same each time for the same cause: the log warns anew when they change. */
  readonly reason: string;
  /** More about it, such as what the receiver said. The log shows it at `debug` only. */
  readonly detail?: string;
}

/** What became of one attempt to deliver an event. */
export type Delivery =
  | { readonly type: 'delivered' }
  /** Not now: it is tried again, with backoff, or after `retryAfterMs` where the sink was told so. */
  | (Refusal & { readonly type: 'retry'; readonly retryAfterMs?: number })
  /** Never: the event is set aside among the dead letters. */
  | (Refusal & { readonly type: 'rejected' });

/** What goes with an attempt. */
export interface Attempt {
  /** Aborted when the watcher stops and its drain time is over. */
  readonly signal: AbortSignal;
  /** From 1; starts again with the process. */
  readonly number: number;
}

/**
 * Where events are delivered, at least once each. Events about one request come in order and one
 * after the other; those about different requests may come together, up to `concurrency`.
 */
export interface Sink {
  /**
   * Names the sink in the state, in logs and in metrics: lower-case letters, digits and hyphens. What
   * was not delivered before a restart goes to the sink that has the same name then.
   */
  readonly name: string;
  /** Which events it receives. Default `all`. */
  readonly receives?: 'all' | 'terminal';
  /** How many deliveries at once. Default 1. */
  readonly concurrency?: number;
  /** Makes one attempt. What it throws counts as `retry`. */
  deliver(event: RequestEvent, attempt: Attempt): Promise<Delivery>;
  /** Called once, after the last delivery. */
  close?(): Promise<void>;
}
