import type { CallReport } from '../engine/calls/call-log.js';
import { isRetryable, type Fault } from '../engine/calls/fault.js';
import { Feed, type Listener } from '../engine/events/emitter.js';
import { eventFromReport } from '../engine/events/event-from-report.js';
import {
  coalesceKey,
  type TrackerEvent,
  type TrackerEventType,
} from '../engine/events/tracker-events.js';
import { checkRef } from '../engine/options/check-ref.js';
import {
  resolveTimeout,
  resolveWaitOptions,
  type ResolvedWaitOptions,
  type WaitOptions,
} from '../engine/options/wait-options.js';
import { ClientSession } from '../engine/polling/client-session.js';
import { DelayQueue } from '../engine/polling/delay-queue.js';
import type { SubscriptionHandle } from '../engine/polling/polled-request.js';
import { requestKey, type RequestRef } from '../engine/requests/request.js';
import { InvalidOptionError } from '../engine/results/errors.js';
import type { RequestOutcome } from '../engine/results/outcome.js';
import {
  RequestTable,
  type TrackedChange,
  type TrackedRequest,
} from '../engine/tracking/request-table.js';
import { onAbort } from '../engine/util/abortable.js';
import { now, wallClock } from '../engine/util/clock.js';
import { escapeControlChars } from '../engine/util/escape-control-chars.js';
import { logEvents } from './log-tracker.js';
import type { Tracker, TrackerSnapshot } from './tracker-interface.js';

export type { Tracker, TrackerSnapshot };

/** The time from the last poll to the deadline: enough for a call and a retry. */
const LAST_POLL_LEAD_MS = 1_000;

/**
 * Creates a tracker. The parts that it wires:
 *
 * ```
 *   track(ref) ──► polling   one poller per client, shared by its trackers
 *                  │            when: cadence and delay queue; what: planner and sweeps
 *                  │            calls: rate limited, time limited, retried
 *                  ▼ observation
 *   deadlines ──► tracking   transition, request table, outcome
 *                  ▼ change
 *                 events     listeners and streams
 * ```
 *
 * @throws {InvalidOptionError} when an option is invalid
 */
export function createTracker(options: WaitOptions = {}): Tracker {
  return new PollingTracker(options);
}

class PollingTracker implements Tracker {
  readonly #options: ResolvedWaitOptions;
  readonly #signal: AbortSignal | undefined;
  readonly #session: ClientSession;
  readonly #table: RequestTable;
  readonly #feed: Feed<TrackerEvent>;
  readonly #subscriptions = new Map<string, SubscriptionHandle>();
  readonly #lastPolls = new DelayQueue<string>((keys) => {
    for (const key of keys) this.#subscriptions.get(key)?.pollNow();
  });
  readonly #deadlines = new DelayQueue<string>((keys) => {
    for (const key of keys) this.#timeOut(key);
  });
  readonly #sinceMs = now();
  #lastFault: Fault | undefined;
  #releaseSignal: (() => void) | undefined;
  #onSettled: (() => void)[] = [];
  #stopped = false;

  constructor(options: WaitOptions) {
    this.#options = resolveWaitOptions(options);
    this.#signal = options.signal;
    this.#table = new RequestTable(this.#options.notFoundGraceMs);
    this.#feed = new Feed(coalesceKey, (error, { type }) =>
      options.logger?.error(
        { type, reason: escapeControlChars(String(error)) },
        'a listener threw',
      ),
    );
    if (options.logger) this.#feed.on('*', logEvents(options.logger));
    this.#session = new ClientSession(options, this.#options, (report) => this.#onReport(report));
  }

  track(ref: RequestRef, options: { readonly timeoutMs?: number } = {}): void {
    if (this.#stopped) {
      throw new InvalidOptionError('tracker', 'a stopped one', 'one that is not stopped');
    }
    const timeoutMs = resolveTimeout(options, this.#options.timeoutMs);
    const key = this.#table.add(checkRef(ref), timeoutMs, now());
    if (key === undefined) return;
    this.#connect();
    // Listeners that are added right after `track` must not miss an immediate result.
    queueMicrotask(() => this.#begin(key));
  }

  on<Type extends TrackerEventType | '*'>(
    type: Type,
    listener: Listener<TrackerEvent, Type>,
  ): this {
    this.#feed.on(type, listener);
    return this;
  }

  once<Type extends TrackerEventType | '*'>(
    type: Type,
    listener: Listener<TrackerEvent, Type>,
  ): this {
    this.#feed.once(type, listener);
    return this;
  }

  off<Type extends TrackerEventType | '*'>(
    type: Type,
    listener: Listener<TrackerEvent, Type>,
  ): this {
    this.#feed.off(type, listener);
    return this;
  }

  settled(): Promise<readonly RequestOutcome[]> {
    const outcomes = () => this.#table.outcomes();
    if (this.#table.pending === 0) return Promise.resolve(outcomes());
    return new Promise((resolve) => this.#onSettled.push(() => resolve(outcomes())));
  }

  stop(reason?: unknown): void {
    if (this.#stopped) return;
    this.#stopped = true;
    const pending = this.#table.pendingKeys();
    for (const key of pending) {
      this.#apply(key, this.#table.end(key, { type: 'aborted', reason }, now()));
    }
    this.#feed.emit({ type: 'stopped', at: wallClock(), aborted: pending.length });
    this.#feed.endStreams();
    this.#session.release();
  }

  snapshot(): TrackerSnapshot {
    const { poller } = this.#session;
    return {
      tracked: this.#table.size,
      pending: this.#table.pending,
      outcomes: this.#table.counts(),
      calls: this.#session.calls(),
      ratePerSecond: poller.ratePerSecond,
      ceilingPerSecond: poller.ceilingPerSecond,
      elapsedMs: Math.round(now() - this.#sinceMs),
    };
  }

  [Symbol.asyncIterator](): AsyncIterator<TrackerEvent> {
    const stream = this.#feed.stream();
    if (this.#table.pending === 0) stream.end();
    return stream;
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.stop();
    return Promise.resolve();
  }

  #begin(key: string): void {
    const request = this.#table.getPending(key);
    if (request === undefined) return;
    const progress = this.#table.progress(request, now());
    this.#feed.emit({ type: 'tracked', at: wallClock(), ...progress });
    if (this.#signal?.aborted) this.stop(this.#signal.reason);
    this.#apply(key, this.#table.endByStart(key, now()));
    if (this.#table.getPending(key)) this.#subscribe(key, request);
  }

  #subscribe(key: string, { ref, sinceMs, timeoutMs }: TrackedRequest): void {
    const subscription = this.#session.poller.subscribe({
      ref,
      bounds: this.#options,
      needsDetails: this.#options.details === 'all',
      observe: (observation) => {
        this.#apply(key, this.#table.observe(key, observation, now()));
        return this.#table.getPending(key) === undefined;
      },
    });
    this.#subscriptions.set(key, subscription);
    const deadlineMs = sinceMs + timeoutMs;
    this.#lastPolls.add(key, deadlineMs - Math.min(LAST_POLL_LEAD_MS, timeoutMs / 4));
    this.#deadlines.add(key, deadlineMs);
  }

  #timeOut(key: string): void {
    const request = this.#table.getPending(key);
    if (request === undefined) return;
    const fault = this.#lastFault === undefined ? {} : { lastFault: this.#lastFault };
    const ending = { type: 'timed-out', timeoutMs: request.timeoutMs, ...fault } as const;
    this.#apply(key, this.#table.end(key, ending, now()));
  }

  #apply(key: string, change: TrackedChange | undefined): void {
    if (change === undefined) return;
    if (change.type === 'progress') {
      if (!this.#feed.hasListener('progress')) return;
      this.#feed.emit({ type: 'progress', at: wallClock(), ...change.progress() });
      return;
    }
    this.#subscriptions.get(key)?.cancel();
    this.#subscriptions.delete(key);
    this.#lastPolls.remove(key);
    this.#deadlines.remove(key);
    const { outcome } = change;
    // Aborted requests have no event of their own; `stopped` counts them.
    if (outcome.type !== 'aborted') this.#feed.emit({ ...outcome, at: wallClock() });
    if (this.#table.pending === 0) this.#onAllEnded();
  }

  #connect(): void {
    this.#session.connect();
    const signal = this.#signal;
    if (signal) this.#releaseSignal ??= onAbort(signal, () => this.stop(signal.reason));
  }

  #onReport(report: CallReport): void {
    this.#lastFault = this.#faultAfter(report);
    this.#feed.emit(eventFromReport(report, wallClock()));
  }

  /** The fault that still blocks this tracker. A call about another tracker's request does not count. */
  #faultAfter(report: CallReport): Fault | undefined {
    if (report.type === 'recovered') return undefined;
    const { call, fault } = report;
    const isOurs = call.request === undefined || this.#subscriptions.has(requestKey(call.request));
    return isOurs && isRetryable(fault) ? fault : this.#lastFault;
  }

  #onAllEnded(): void {
    this.#session.disconnect();
    this.#releaseSignal?.();
    this.#releaseSignal = undefined;
    const settled = this.#onSettled;
    this.#onSettled = [];
    for (const resolve of settled) resolve();
    if (!this.#stopped) this.#feed.endStreams();
  }
}
