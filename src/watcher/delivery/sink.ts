import type { RequestEvent } from '../request-event.js';

/** Why a delivery failed. */
export interface DeliveryFailure {
  /** A short text that is the same for the same cause: the log warns again when it changes. */
  readonly reason: string;
  /** Variable text, such as the response of the receiver. It is logged at `debug` only. */
  readonly detail?: string;
}

/** The result of one attempt to deliver an event. */
export type Delivery =
  | { readonly type: 'delivered' }
  /** It is retried, with backoff, or after `retryAfterMs` if the sink received such a hint. */
  | (DeliveryFailure & {
      readonly type: 'retry';
      /** The pause that the receiver requested, in milliseconds. */
      readonly retryAfterMs?: number;
    })
  /** The sink rejects the event, so it is dead-lettered. */
  | (DeliveryFailure & { readonly type: 'rejected' });

/** The context of an attempt. */
export interface Attempt {
  /** Aborted when the watcher stops and its drain timeout has passed. */
  readonly signal: AbortSignal;
  /** From 1; starts again with the process. */
  readonly number: number;
}

/**
 * A destination of events. Each event is delivered at least once. Events about one request are delivered in
 * order, one after the other; those about different requests concurrently, up to `concurrency`.
 */
export interface Sink {
  /**
   * The name of the sink in the state, logs and metrics: lower-case letters, digits and hyphens. Events that
   * are pending at a restart go to the sink with the same name.
   */
  readonly name: string;
  /** Which events it receives. Default `all`. */
  readonly receives?: 'all' | 'terminal';
  /** Maximum number of concurrent deliveries. Default 1. */
  readonly concurrency?: number;
  /** Makes one attempt. An exception counts as `retry`. */
  deliver(event: RequestEvent, attempt: Attempt): Promise<Delivery>;
  /** Called once, after the last delivery. */
  close?(): Promise<void>;
}
