import type { CallCounts, OperationCounts } from '../engine/calls/call-log.js';
import type { FaultKind } from '../engine/calls/fault.js';
import type { Listener } from '../engine/events/emitter.js';
import type { RequestKind } from '../engine/requests/kinds.js';
import type { RequestDetails, RequestId } from '../engine/requests/request.js';
import type { RequestEvent, TerminalRequestEvent } from './request-event.js';
import type { ListOrder, WatcherEvent, WatcherEventType } from './watcher-event.js';

/** A request that is in progress. */
export interface InFlightRequest extends RequestId, RequestDetails {
  /** The instance's name among the watcher's instances. */
  readonly instance: string;
  /** When the watcher first saw it. */
  readonly discoveredAt: Date;
}

/** How the lists of one kind are read. */
export interface KindSnapshot {
  readonly kind: RequestKind;
  readonly inFlight: number;
  readonly order: ListOrder;
  /** When a list of this kind was last read with success. */
  readonly lastSweepAt?: Date;
  /** The pause between two sweeps now, in milliseconds. */
  readonly cadenceMs: number;
}

/**
 * What keeps an instance from being watched. Throttling and lost connections do once no sweep has
 * succeeded for three times its cadence.
 */
export interface InstanceProblem {
  readonly since: Date;
  readonly fault: FaultKind;
  readonly message: string;
}

/** How it is with one instance. */
export interface InstanceSnapshot {
  readonly name: string;
  /** Absent until it was found, where none was given. */
  readonly instanceArn?: string;
  readonly kinds: readonly KindSnapshot[];
  readonly trouble?: InstanceProblem;
  /** Why its picture may be out of date; absent when it is fresh. */
  readonly stale?: string;
  readonly calls: CallCounts;
  readonly operations: Readonly<Record<string, OperationCounts>>;
  /** The pacer's rate now, in calls a second. */
  readonly ratePerSecond: number;
  /** What the rate may climb to, in calls a second. */
  readonly ceilingPerSecond: number;
}

/** How it is with one sink. */
export interface SinkSnapshot {
  readonly name: string;
  /** Events that wait to be delivered. */
  readonly outbox: number;
  /** Events that were set aside. */
  readonly deadLetters: number;
  /** Present while deliveries fail. */
  readonly failing?: { readonly since: Date; readonly reason: string };
}

/** How it is with a watcher, for displays, probes and metrics. */
export interface WatcherSnapshot {
  readonly phase: 'idle' | 'running' | 'draining' | 'stopped';
  readonly startedAt?: Date;
  readonly instances: readonly InstanceSnapshot[];
  /** Oldest first. */
  readonly inFlight: readonly InFlightRequest[];
  /** The last that ended, newest first: at most 200, and of these at least the last 50 failures. */
  readonly recent: readonly TerminalRequestEvent[];
  readonly sinks: readonly SinkSnapshot[];
  /** What the state takes up, in bytes; refreshed about once a minute. */
  readonly stateBytes: number;
  /** Present while the state cannot be written: events are neither told nor delivered meanwhile. */
  readonly stateProblem?: { readonly since: Date; readonly message: string };
}

/** How a watcher starts. */
export interface StartOptions {
  /**
   * Also starts where AWS refuses every instance, and goes on trying: for a watcher that takes the place
   * of one that ran. Default `false`.
   */
  readonly continueIfRefused?: boolean;
}

/** How a watcher stops. */
export interface StopOptions {
  /** How long deliveries may be finished, in place of the watcher's option. In milliseconds. */
  readonly drainTimeoutMs?: number;
}

/**
 * Watches instances of IAM Identity Center for as long as it runs: discovers every request, whoever
 * started it, and delivers how each ended to its sinks, at least once, through crashes.
 */
export interface Watcher extends AsyncDisposable {
  /**
   * Opens the state and begins. Resolves once every instance was reached, or refused, for the first
   * time. Does nothing when it runs already.
   *
   * @throws {StateError} when the state cannot be used
   * @throws {AccessDeniedError | CredentialsError | RegionError | InvalidRequestError | KmsKeyError |
   *   CallRefusedError} when every instance is refused outright, unless `continueIfRefused`
   * @throws {InvalidOptionError} when none can be watched with its options
   */
  start(options?: StartOptions): Promise<void>;
  /**
   * Stops discovering, finishes deliveries for at most `drainTimeoutMs`, and saves. What is left is
   * delivered after the next start. A second call waits for the first.
   */
  stop(options?: StopOptions): Promise<void>;
  /** Calls `listener` for each event of a type, or of every type with `*`. */
  on<Type extends WatcherEventType | '*'>(type: Type, listener: Listener<WatcherEvent, Type>): this;
  /** Calls `listener` for the next event of a type only. */
  once<Type extends WatcherEventType | '*'>(
    type: Type,
    listener: Listener<WatcherEvent, Type>,
  ): this;
  /** Takes a listener back. */
  off<Type extends WatcherEventType | '*'>(
    type: Type,
    listener: Listener<WatcherEvent, Type>,
  ): this;
  /**
   * The events about requests from now on. They wait in the state until they are asked for, so that
   * none is lost while the consumer is slow: with `createFolderStore` on the disk, by default in memory,
   * about a kilobyte each. At most 100,000 wait; beyond that the iteration ends with a `StateError`.
   * What waits is gone when the watcher stops. The first `next` starts the watcher.
   *
   * @param options.signal ends the iteration
   */
  events(options?: {
    readonly signal?: AbortSignal;
  }): AsyncIterableIterator<RequestEvent, undefined, undefined>;
  snapshot(): WatcherSnapshot;
}
