import type { EventsOptions, StartOptions, StopOptions } from './watcher-options.js';
import type { CallCounts, OperationCounts } from '../engine/calls/call-log.js';
import type { FaultKind } from '../engine/calls/fault.js';
import type { Listener } from '../engine/events/emitter.js';
import type { RequestKind } from '../engine/requests/kinds.js';
import type { RequestDetails, RequestId } from '../engine/requests/request.js';
import type { RequestEvent, TerminalRequestEvent } from './request-event.js';
import type { ListOrder, WatcherEvent, WatcherEventType } from './watcher-event.js';

/** A request in progress. */
export interface InFlightRequest extends RequestId, RequestDetails {
  /** The instance's name among the watcher's instances. */
  readonly instance: string;
  /** When the watcher first saw it. */
  readonly discoveredAt: Date;
}

/** The state of the lists of one kind. */
export interface KindSnapshot {
  /** The kind of request. */
  readonly kind: RequestKind;
  /** How many requests are in progress. */
  readonly inFlight: number;
  /** The measured order of the list. */
  readonly order: ListOrder;
  /** When a sweep of this kind last succeeded. */
  readonly lastSweepAt?: Date;
  /** The current pause between two sweeps, in milliseconds. */
  readonly cadenceMs: number;
}

/**
 * Why an instance is not watched. Throttling and lost connections count once no sweep has succeeded for
 * three times its interval.
 */
export interface InstanceProblem {
  /** When the problem began. */
  readonly since: Date;
  /** The kind of failure. */
  readonly fault: FaultKind;
  /** The message of AWS, and the remedy. */
  readonly message: string;
}

/** The state of one instance. */
export interface InstanceSnapshot {
  /** The instance's name among the watcher's instances. */
  readonly name: string;
  /** Absent until the instance is found, if none was configured. */
  readonly instanceArn?: string;
  /** The state of each kind that is watched. */
  readonly kinds: readonly KindSnapshot[];
  /** Present while the instance is not watched. */
  readonly problem?: InstanceProblem;
  /** Why its data may be stale; absent when it is fresh. */
  readonly stale?: string;
  /** How many calls were sent for the instance. */
  readonly calls: CallCounts;
  /** Results of calls by operation, such as `ListAccountAssignmentCreationStatus`. */
  readonly operations: Readonly<Record<string, OperationCounts>>;
  /** The current rate limit, in calls a second. */
  readonly ratePerSecond: number;
  /** The ceiling of the rate limit, in calls a second. */
  readonly ceilingPerSecond: number;
}

/** The state of one sink. */
export interface SinkSnapshot {
  /** The name of the sink. */
  readonly name: string;
  /** Pending events. */
  readonly outbox: number;
  /** Dead-lettered events. */
  readonly deadLetters: number;
  /** Present while deliveries fail. */
  readonly failing?: {
    /** When deliveries began to fail. */
    readonly since: Date;
    /** Why the last delivery failed. */
    readonly reason: string;
  };
}

/** The state of a watcher, for displays, probes and metrics. */
export interface WatcherSnapshot {
  /**
   * `idle` before `start`; `draining` while `stop` finishes deliveries; `stopped` after that, or when the state
   * could not be opened.
   */
  readonly phase: 'idle' | 'running' | 'draining' | 'stopped';
  /** When the watcher started, by this machine's clock; absent before. */
  readonly startedAt?: Date;
  /** The state of each instance. */
  readonly instances: readonly InstanceSnapshot[];
  /** Oldest first. */
  readonly inFlight: readonly InFlightRequest[];
  /** Recent results, newest first: at most 200, including at least the last 50 failures. */
  readonly recent: readonly TerminalRequestEvent[];
  /** The state of each sink. */
  readonly sinks: readonly SinkSnapshot[];
  /** The size of the state, in bytes; measured about once a minute. */
  readonly stateBytes: number;
  /** Present while the state cannot be written. Meanwhile no events are emitted or delivered. */
  readonly stateProblem?: {
    /** When writes began to fail. */
    readonly since: Date;
    /** The error of the store. */
    readonly message: string;
  };
}

/**
 * Watches instances of IAM Identity Center: discovers every request, no matter who started it, and delivers
 * each result to its sinks, at least once, through crashes.
 */
export interface Watcher extends AsyncDisposable {
  /**
   * Opens the state and starts. Resolves after the first contact with each instance. Has no effect when it is
   * running.
   *
   * @throws {StateError} when the state cannot be used
   * @throws {AccessDeniedError | CredentialsError | RegionError | InvalidRequestError | KmsKeyError |
   *   CallRefusedError} when AWS refuses all instances, unless `continueIfRefused`
   * @throws {InvalidOptionError} when no instance can be watched with its options, or the watcher was stopped
   */
  start(options?: StartOptions): Promise<void>;
  /**
   * Stops discovery, finishes deliveries for at most `drainTimeoutMs`, and saves. Pending events are delivered
   * after the next start. A second call waits for the first.
   */
  stop(options?: StopOptions): Promise<void>;
  /** Calls `listener` for each event of a type, or of every type with `*`. */
  on<Type extends WatcherEventType | '*'>(type: Type, listener: Listener<WatcherEvent, Type>): this;
  /** Calls `listener` for the next event of a type only. */
  once<Type extends WatcherEventType | '*'>(
    type: Type,
    listener: Listener<WatcherEvent, Type>,
  ): this;
  /** Removes a listener. */
  off<Type extends WatcherEventType | '*'>(
    type: Type,
    listener: Listener<WatcherEvent, Type>,
  ): this;
  /**
   * The events about requests from now on. Events are pending in the state until they are requested, so none
   * is lost while the consumer is slow: on the disk with `createFolderStore`, by default in memory, about a
   * kilobyte each. At most 100,000 can be pending. Pending events are dropped when the watcher
   * stops. The first `next` starts the watcher.
   *
   * @param options.signal ends the iteration. Default: none
   * @throws {StateError} from `next`, when too many events are pending
   * @throws as `start` does, from the first `next`
   */
  events(options?: EventsOptions): AsyncIterableIterator<RequestEvent, undefined, undefined>;
  /** The current state, as a copy. It may be called at any time, also before `start` and after `stop`. */
  snapshot(): WatcherSnapshot;
}
