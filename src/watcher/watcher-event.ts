import type { FaultKind } from '../engine/calls/fault.js';
import type {
  PollFailedEvent,
  RecoveredEvent,
  ThrottledEvent,
} from '../engine/events/tracker-events.js';
import type { RequestKind } from '../engine/requests/kinds.js';
import type { RequestId } from '../engine/requests/request.js';
import type { Refusal } from './delivery/sink.js';
import type {
  RequestDiscoveredEvent,
  RequestFailedEvent,
  RequestSucceededEvent,
} from './request-event.js';

interface At {
  /** By this machine's clock. */
  readonly at: Date;
}

/** What an event of one of several instances says of where it comes from. */
interface OfInstance extends At {
  /** The instance's name among the watcher's instances. */
  readonly instance: string;
}

/** In which order a list shows requests, as far as it was learned. */
export type ListOrder = 'unknown' | 'newest-first' | 'arbitrary';

/** A list was read, and how soon it is read again. */
export interface SweptEvent extends OfInstance {
  readonly type: 'swept';
  readonly kind: RequestKind;
  /** How many pages it took. */
  readonly pages: number;
  /** How many requests it showed that were not known before. */
  readonly found: number;
  /** Until the next one, in milliseconds. */
  readonly nextMs: number;
}

/** Something was learned about the order of a list. */
export interface ListOrderEvent extends OfInstance {
  readonly type: 'list-order';
  readonly kind: RequestKind;
  readonly order: ListOrder;
}

/** The service does not know a request any more whose end was never seen. */
export interface RequestLostEvent extends OfInstance, RequestId {
  readonly type: 'lost';
}

/**
 * An instance cannot be watched for now. It is tried again by itself. Throttling and lost connections
 * are told only once no sweep has succeeded for three times its cadence.
 */
export interface InstanceFailingEvent extends OfInstance {
  readonly type: 'instance-failing';
  readonly fault: FaultKind;
  /** What the service said, and the remedy. */
  readonly message: string;
}

/** An instance is watched again. */
export interface InstanceRecoveredEvent extends OfInstance {
  readonly type: 'instance-recovered';
  /** How long it was not, in milliseconds. */
  readonly afterMs: number;
}

/** An event reached a sink. */
export interface DeliveredEvent extends At {
  readonly type: 'delivered';
  readonly sink: string;
  readonly eventId: string;
  readonly attempts: number;
  /** Since the event was noticed, in milliseconds. */
  readonly afterMs: number;
}

/** A sink did not take an event. It is tried again. */
export interface DeliveryFailedEvent extends At, Refusal {
  readonly type: 'delivery-failed';
  readonly sink: string;
  readonly eventId: string;
  readonly attempts: number;
  /** Until the next attempt, in milliseconds. */
  readonly retryMs: number;
}

/** A sink refused an event for good, or took too long over it: it is among the dead letters. */
export interface DeadLetteredEvent extends At, Refusal {
  readonly type: 'dead-lettered';
  readonly sink: string;
  readonly eventId: string;
  readonly attempts: number;
}

/** A sink had too many dead letters: the oldest were removed. */
export interface DeadLettersDroppedEvent extends At {
  readonly type: 'dead-letters-dropped';
  readonly sink: string;
  readonly count: number;
}

/**
 * The state holds events for a sink that the watcher does not have. They wait for one of that name to
 * come back, until they are as old as what is given up.
 */
export interface SinkMissingEvent extends At {
  readonly type: 'sink-missing';
  readonly sink: string;
  /** How many wait. */
  readonly waiting: number;
  /** How many more were set aside as dead letters now, since they were too old. */
  readonly setAside: number;
}

/** The state cannot be written, as on a full disk. It is tried again, and deliveries wait. */
export interface StateFailingEvent extends At {
  readonly type: 'state-failing';
  readonly message: string;
}

/** The state can be written again. */
export interface StateRecoveredEvent extends At {
  readonly type: 'state-recovered';
  /** How long it could not, in milliseconds. */
  readonly afterMs: number;
}

/** The watcher has stopped: the last event. */
export interface WatcherStoppedEvent extends At {
  readonly type: 'stopped';
  /** Deliveries left for the next start. */
  readonly undelivered: number;
}

/** Every event of a watcher, by its `type`. Those about requests are emitted once they are stored. */
export interface WatcherEventMap {
  readonly discovered: RequestDiscoveredEvent;
  readonly succeeded: RequestSucceededEvent;
  readonly failed: RequestFailedEvent;
  readonly lost: RequestLostEvent;
  readonly swept: SweptEvent;
  readonly 'list-order': ListOrderEvent;
  readonly 'instance-failing': InstanceFailingEvent;
  readonly 'instance-recovered': InstanceRecoveredEvent;
  readonly throttled: ThrottledEvent & OfInstance;
  readonly recovered: RecoveredEvent & OfInstance;
  readonly 'poll-failed': PollFailedEvent & OfInstance;
  readonly delivered: DeliveredEvent;
  readonly 'delivery-failed': DeliveryFailedEvent;
  readonly 'dead-lettered': DeadLetteredEvent;
  readonly 'dead-letters-dropped': DeadLettersDroppedEvent;
  readonly 'sink-missing': SinkMissingEvent;
  readonly 'state-failing': StateFailingEvent;
  readonly 'state-recovered': StateRecoveredEvent;
  readonly stopped: WatcherStoppedEvent;
}

export type WatcherEventType = keyof WatcherEventMap;

/** Any event of a watcher; narrows on `type`. */
export type WatcherEvent = WatcherEventMap[WatcherEventType];
