import { check } from '../engine/options/check.js';
import { isWaiterError } from '../engine/results/error-guards.js';
import { InvalidOptionError } from '../engine/results/errors.js';
import { Emitter, type Listener } from '../engine/events/emitter.js';
import { escapeControlChars } from '../engine/util/escape-control-chars.js';
import { wallClock } from '../engine/util/clock.js';
import { drain } from './delivery/drain.js';
import { InstanceClaims } from './instances/instance-claims.js';
import { InstanceWatch } from './instances/instance-watch.js';
import { Instances } from './instances/instances.js';
import { Iterators } from './delivery/iterators.js';
import { logWatcher } from './telemetry/log-watcher.js';
import {
  resolveWatcherOptions,
  type ResolvedWatcherOptions,
  type WatcherOptions,
  eventsOptionsSchema,
  startOptionsSchema,
  stopOptionsSchema,
  type EventsOptions,
  type StartOptions,
  type StopOptions,
} from './watcher-options.js';
import { RecordKeeping } from './delivery/record-keeping.js';
import { createMemoryStore } from './store/memory-store.js';
import type { StateStore } from './store/store.js';
import type { TerminalRequestEvent } from './request-event.js';
import type { WatcherEvent, WatcherEventType } from './watcher-event.js';
import type { Watcher, WatcherSnapshot } from './watcher-interface.js';

/**
 * Creates a watcher. The parts that it wires:
 *
 * ```
 *   instances ──► discovery   the lists, by kind: requests in progress, and those that ended unseen
 *                  │ found
 *                  ▼
 *                 following   the engine's poller, until each request has ended
 *                  │ event
 *                  ▼
 *                 store       open and reported requests, outboxes: one write per event
 *                  │ stored
 *                  ▼
 *                 delivery    a worker per sink: in order, with retries, or dead-lettered
 * ```
 *
 * Nothing is opened or called before `start`, or the first `next` of an iterator.
 *
 * @throws {InvalidOptionError} when an option is invalid
 */
export function createWatcher(options: WatcherOptions = {}): Watcher {
  return new InstancesWatcher(options);
}

class InstancesWatcher implements Watcher {
  readonly #options: ResolvedWatcherOptions;
  readonly #store: StateStore;
  readonly #since: Date | undefined;
  readonly #emitter: Emitter<WatcherEvent>;
  readonly #recent = new RecentResults();
  readonly #iterators: Iterators;
  readonly #stopping = new AbortController();
  #phase: WatcherSnapshot['phase'] = 'idle';
  #startedAt: Date | undefined;
  #records: Promise<RecordKeeping> | undefined;
  #opened: RecordKeeping | undefined;
  #started: Promise<void> | undefined;
  #stopped: Promise<void> | undefined;
  #instances = new Instances([]);

  constructor(options: WatcherOptions) {
    this.#options = resolveWatcherOptions(options);
    this.#store = options.state ?? createMemoryStore();
    this.#since = options.since;
    const { logger } = options;
    this.#emitter = new Emitter((error, { type }) =>
      logger?.error({ type, reason: escapeControlChars(String(error)) }, 'a listener threw'),
    );
    if (logger) this.#emitter.on('*', logWatcher(logger));
    this.#emitter.on('succeeded', (event) => this.#recent.add(event));
    this.#emitter.on('failed', (event) => this.#recent.add(event));
    this.#iterators = new Iterators({
      open: async () => {
        if (this.#stopped) throw stoppedError();
        return (await this.#open()).dispatcher;
      },
      start: () => this.start(),
      opened: () => (this.#stopped ? undefined : this.#opened?.dispatcher),
    });
  }

  async start(options: StartOptions = {}): Promise<void> {
    const { continueIfRefused } = check(startOptionsSchema, options);
    if (this.#stopped) throw stoppedError();
    this.#started ??= this.#start(continueIfRefused);
    return this.#started;
  }

  async stop(options: StopOptions = {}): Promise<void> {
    const { drainTimeoutMs = this.#options.drainTimeoutMs } = check(stopOptionsSchema, options);
    this.#stopped ??= this.#stop(drainTimeoutMs);
    return this.#stopped;
  }

  on<Type extends WatcherEventType | '*'>(
    type: Type,
    listener: Listener<WatcherEvent, Type>,
  ): this {
    this.#emitter.on(type, listener);
    return this;
  }

  once<Type extends WatcherEventType | '*'>(
    type: Type,
    listener: Listener<WatcherEvent, Type>,
  ): this {
    this.#emitter.once(type, listener);
    return this;
  }

  off<Type extends WatcherEventType | '*'>(
    type: Type,
    listener: Listener<WatcherEvent, Type>,
  ): this {
    this.#emitter.off(type, listener);
    return this;
  }

  events(options: EventsOptions = {}): ReturnType<Watcher['events']> {
    return this.#iterators.make(check(eventsOptionsSchema, options).signal);
  }

  snapshot(): WatcherSnapshot {
    const stateProblem = this.#opened?.problem;
    return {
      phase: this.#phase,
      ...(this.#startedAt === undefined ? {} : { startedAt: this.#startedAt }),
      instances: this.#instances.snapshot(),
      inFlight: this.#instances.inFlight(),
      recent: this.#recent.all,
      sinks: this.#opened?.dispatcher.snapshot() ?? [],
      stateBytes: this.#opened?.stateBytes ?? 0,
      ...(stateProblem === undefined ? {} : { stateProblem }),
    };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #open(): Promise<RecordKeeping> {
    const { sinks, maxDeliveryAgeMs } = this.#options;
    const emit = (event: WatcherEvent) => this.#emitter.emit(event);
    this.#records ??= RecordKeeping.open({
      store: this.#store,
      sinks,
      maxDeliveryAgeMs,
      emit,
      stopping: this.#stopping.signal,
    });
    return this.#records.then((records) => (this.#opened = records));
  }

  async #start(continueIfRefused: boolean): Promise<void> {
    const recorder = await this.#open().catch((error: unknown) => {
      // The state is not opened again.
      this.#phase = 'stopped';
      throw error;
    });
    if (this.#stopping.signal.aborted) return;
    const { instances, kinds, maxSweepDelayMs, maxTps, callTimeoutMs } = this.#options;
    this.#phase = 'running';
    this.#startedAt = wallClock();
    const sinceMs = (this.#since ?? this.#startedAt).getTime();
    const claims = new InstanceClaims();
    const watches = instances.map(
      (instance) =>
        new InstanceWatch({
          instance,
          kinds,
          calls: { maxTps: instance.maxTps ?? maxTps, callTimeoutMs },
          maxSweepDelayMs,
          sinceMs,
          claims,
          store: this.#store,
          recorder,
          emit: (event) => this.#emitter.emit(event),
        }),
    );
    this.#instances = new Instances(watches);
    const refusal = await this.#instances.start(this.#stopping.signal);
    if (refusal === undefined) return;
    if (continueIfRefused && !isWaiterError(refusal.error, 'INVALID_OPTION')) return;
    // No instance can be watched.
    await this.stop();
    throw refusal.error;
  }

  async #stop(drainTimeoutMs: number): Promise<void> {
    if (this.#records !== undefined && this.#phase !== 'stopped') this.#phase = 'draining';
    this.#stopping.abort();
    await this.#instances.ended();
    await this.#iterators.end();
    const records = await this.#records?.catch(() => undefined);
    if (records) {
      const undelivered = await drain(records, drainTimeoutMs);
      this.#emitter.emit({ type: 'stopped', at: wallClock(), undelivered });
    }
    this.#phase = 'stopped';
  }
}

function stoppedError(): InvalidOptionError {
  return new InvalidOptionError('watcher', 'a stopped one', 'one that was not stopped');
}

/** Maximum number of results, and minimum number of failures to keep. */
const MAX = 200;
const MIN_FAILURES = 50;

/** The most recent results, for displays. Failures are kept longer than successes. */
export class RecentResults {
  #events: readonly TerminalRequestEvent[] = [];

  /** Newest first. */
  get all(): readonly TerminalRequestEvent[] {
    return this.#events;
  }

  add(event: TerminalRequestEvent): void {
    const events = [event, ...this.#events];
    if (events.length > MAX) {
      const failures = events.filter(({ type }) => type === 'failed').length;
      const mayDrop = failures > MIN_FAILURES ? ['failed', 'succeeded'] : ['succeeded'];
      const drop = events.findLastIndex(({ type }) => mayDrop.includes(type));
      events.splice(drop, 1);
    }
    this.#events = events;
  }
}
