import type { FaultKind } from '../engine/calls/fault.js';
import type {
  PollFailedEvent,
  RecoveredEvent,
  ThrottledEvent,
} from '../engine/events/tracker-events.js';
import type { RequestKind } from '../engine/requests/kinds.js';
import type { RequestId } from '../engine/requests/request.js';
import type { DeliveryFailure } from './delivery/sink.js';
import type {
  RequestDiscoveredEvent,
  RequestFailedEvent,
  RequestSucceededEvent,
} from './request-event.js';

interface At {
  /** By this machine's clock. */
  readonly at: Date;
}

/** The instance that an event is about. */
export interface InstanceOrigin extends At {
  /** The instance's name among the watcher's instances. */
  readonly instance: string;
}

/** The measured order of a list. */
export type ListOrder = 'unknown' | 'newest-first' | 'arbitrary';

/** A sweep succeeded. */
export interface SweptEvent extends InstanceOrigin {
  readonly type: 'swept';
  /** The kind of the list. */
  readonly kind: RequestKind;
  /** How many pages it read. */
  readonly pages: number;
  /** How many new requests it found. */
  readonly found: number;
  /** Until the next sweep, in milliseconds. */
  readonly nextMs: number;
}

/** The measured order of a list changed. */
export interface ListOrderEvent extends InstanceOrigin {
  readonly type: 'list-order';
  /** The kind of the list. */
  readonly kind: RequestKind;
  /** The new order. */
  readonly order: ListOrder;
}

/** AWS no longer knows a request, and its end was never seen. */
export interface RequestLostEvent extends InstanceOrigin, RequestId {
  readonly type: 'lost';
}

/**
 * An instance cannot be watched at the moment. It is retried. Throttling and lost connections are reported
 * only after no sweep has succeeded for three times its interval.
 */
export interface InstanceFailingEvent extends InstanceOrigin {
  readonly type: 'instance-failing';
  /** The kind of failure. */
  readonly fault: FaultKind;
  /** The message of AWS, and the remedy. */
  readonly message: string;
}

/** An instance is watched again. */
export interface InstanceRecoveredEvent extends InstanceOrigin {
  readonly type: 'instance-recovered';
  /** How long it was not watched, in milliseconds. */
  readonly afterMs: number;
}

/** An event was delivered. */
export interface DeliveredEvent extends At {
  readonly type: 'delivered';
  /** The name of the sink. */
  readonly sink: string;
  /** The `id` of the event. */
  readonly eventId: string;
  /** How many attempts this process has made. */
  readonly attempts: number;
  /** Since the event was emitted, in milliseconds. */
  readonly afterMs: number;
}

/** A delivery failed. It is retried. */
export interface DeliveryFailedEvent extends At, DeliveryFailure {
  readonly type: 'delivery-failed';
  /** The name of the sink. */
  readonly sink: string;
  /** The `id` of the event. */
  readonly eventId: string;
  /** How many attempts this process has made. */
  readonly attempts: number;
  /** Until the next attempt, in milliseconds. */
  readonly retryMs: number;
}

/** A sink rejected an event, or the event expired. It is now a dead letter. */
export interface DeadLetteredEvent extends At, DeliveryFailure {
  readonly type: 'dead-lettered';
  /** The name of the sink. */
  readonly sink: string;
  /** The `id` of the event. */
  readonly eventId: string;
  /** How many attempts this process has made. */
  readonly attempts: number;
}

/** A sink had too many dead letters. The oldest were deleted. */
export interface DeadLettersDroppedEvent extends At {
  readonly type: 'dead-letters-dropped';
  /** The name of the sink. */
  readonly sink: string;
  /** How many dead letters were deleted. */
  readonly count: number;
}

/**
 * The state has events for a sink that is not configured. They are pending in case a sink of that name is
 * configured again, until they expire.
 */
export interface SinkMissingEvent extends At {
  readonly type: 'sink-missing';
  /** The name of the sink. */
  readonly sink: string;
  /** How many events are pending. */
  readonly pending: number;
  /** How many other events had expired and are now dead letters. */
  readonly deadLettered: number;
}

/** The state cannot be written, as on a full disk. It is retried, and deliveries wait. */
export interface StateFailingEvent extends At {
  readonly type: 'state-failing';
  /** The error of the store. */
  readonly message: string;
}

/** The state can be written again. */
export interface StateRecoveredEvent extends At {
  readonly type: 'state-recovered';
  /** How long it could not be written, in milliseconds. */
  readonly afterMs: number;
}

/** The watcher has stopped: the last event. */
export interface WatcherStoppedEvent extends At {
  readonly type: 'stopped';
  /** Events that are pending for the next start. */
  readonly undelivered: number;
}

/**
 * Any event of a watcher; narrows on `type`. Events about requests are emitted once they are stored. The
 * events of calls (`throttled`, `recovered`, `poll-failed`) also name their `instance`.
 */
export type WatcherEvent =
  | RequestDiscoveredEvent
  | RequestSucceededEvent
  | RequestFailedEvent
  | RequestLostEvent
  | SweptEvent
  | ListOrderEvent
  | InstanceFailingEvent
  | InstanceRecoveredEvent
  | (ThrottledEvent & InstanceOrigin)
  | (RecoveredEvent & InstanceOrigin)
  | (PollFailedEvent & InstanceOrigin)
  | DeliveredEvent
  | DeliveryFailedEvent
  | DeadLetteredEvent
  | DeadLettersDroppedEvent
  | SinkMissingEvent
  | StateFailingEvent
  | StateRecoveredEvent
  | WatcherStoppedEvent;

/** The type of an event of a watcher. */
export type WatcherEventType = WatcherEvent['type'];

/** The events of a watcher by their type. */
export type WatcherEventMap = {
  readonly [Type in WatcherEventType]: Extract<WatcherEvent, { readonly type: Type }>;
};
