import type { CallReport } from '../engine/calls/call-log.js';
import { isRetryable, type Fault } from '../engine/calls/fault.js';
import { InvalidOptionError } from '../engine/results/errors.js';
import type { Listener } from '../engine/events/emitter.js';
import {
  renewalKey,
  type TrackerEvent,
  type TrackerEventType,
} from '../engine/events/tracker-events.js';
import { Feed } from '../engine/events/feed.js';
import { eventFromReport } from '../engine/events/event-from-report.js';
import {
  resolveTimeout,
  resolveWaitOptions,
  type ResolvedWaitOptions,
  type WaitOptions,
} from '../engine/options/wait-options.js';
import { ClientSession } from '../engine/polling/client-session.js';
import type { SubscriptionHandle } from '../engine/polling/subscription.js';
import { checkRef } from '../engine/options/check-ref.js';
import { requestKey, type RequestRef } from '../engine/requests/request.js';
import { escapeControlChars } from '../engine/util/escape-control-chars.js';
import { now, wallClock } from '../engine/util/clock.js';
import { Deadlines } from './deadlines.js';
import { onAbort } from '../engine/util/on-abort.js';
import { logEvents } from './log-tracker.js';
import { RequestTable, type Account, type Change } from '../engine/tracking/request-table.js';
import type { RequestOutcome } from '../engine/results/outcome.js';
import type { Tracker, TrackerSnapshot } from './tracker-interface.js';

export type { Tracker, TrackerSnapshot };

/**
 * Makes a tracker. The stages that it wires:
 *
 * ```
 *   track(ref) ──► poll      one poller per client, shared by its trackers
 *                  │   schedule   who is due
 *                  │   plan       which calls cover them
 *                  │   api        paced, limited, repeated calls
 *                  ▼ observation
 *   deadlines ──► status     transition, conclude, ledger
 *                  ▼ change
 *                 events     listeners and streams ──► sinks
 * ```
 *
 * @throws {InvalidOptionError} when an option is not usable
 */
export function createTracker(options: WaitOptions = {}): Tracker {
  return new PollingTracker(options);
}

class PollingTracker implements Tracker {
  readonly #options: ResolvedWaitOptions;
  readonly #signal: AbortSignal | undefined;
  readonly #use: ClientSession;
  readonly #ledger: RequestTable;
  readonly #feed: Feed<TrackerEvent>;
  readonly #watches = new Map<string, SubscriptionHandle>();
  readonly #deadlines = new Deadlines<string>(
    (key) => this.#watches.get(key)?.pollNow(),
    (key) => this.#timeOut(key),
  );
  readonly #sinceMs = now();
  #lastFault: Fault | undefined;
  #release: (() => void) | undefined;
  #onSettled: (() => void)[] = [];
  #stopped = false;

  constructor(options: WaitOptions) {
    this.#options = resolveWaitOptions(options);
    this.#signal = options.signal;
    this.#ledger = new RequestTable(this.#options.notFoundGraceMs);
    this.#feed = new Feed(renewalKey, (error, { type }) =>
      options.logger?.error(
        { type, reason: escapeControlChars(String(error)) },
        'a listener threw',
      ),
    );
    if (options.logger) this.#feed.on('*', logEvents(options.logger));
    this.#use = new ClientSession(options, this.#options, (report) => this.#hear(report));
  }

  track(ref: RequestRef, options: { readonly timeoutMs?: number } = {}): void {
    if (this.#stopped) {
      throw new InvalidOptionError('tracker', 'a stopped one', 'one that was not stopped');
    }
    const timeoutMs = resolveTimeout(options.timeoutMs ?? this.#options.timeoutMs);
    const key = this.#ledger.open(checkRef(ref), timeoutMs, now());
    if (key === undefined) return;
    this.#connect();
    // Listeners that are added right after must not miss what is known at once.
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
    const outcomes = () => this.#ledger.outcomes();
    if (this.#ledger.pending === 0) return Promise.resolve(outcomes());
    return new Promise((resolve) => this.#onSettled.push(() => resolve(outcomes())));
  }

  stop(reason?: unknown): void {
    if (this.#stopped) return;
    this.#stopped = true;
    const pending = this.#ledger.waitingKeys();
    for (const key of pending) {
      this.#apply(key, this.#ledger.end(key, { type: 'aborted', reason }, now()));
    }
    this.#feed.emit({ type: 'stopped', at: wallClock(), aborted: pending.length });
    this.#feed.endStreams();
    this.#use.release();
  }

  snapshot(): TrackerSnapshot {
    return {
      tracked: this.#ledger.size,
      pending: this.#ledger.pending,
      outcomes: this.#ledger.counts(),
      calls: this.#use.calls(),
      ratePerSecond: this.#use.poller.ratePerSecond,
      ceilingPerSecond: this.#use.poller.ceilingPerSecond,
      elapsedMs: Math.round(now() - this.#sinceMs),
    };
  }

  [Symbol.asyncIterator](): AsyncIterator<TrackerEvent> {
    const stream = this.#feed.stream();
    if (this.#ledger.pending === 0) stream.end();
    return stream;
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.stop();
    return Promise.resolve();
  }

  #begin(key: string): void {
    const account = this.#ledger.waiting(key);
    if (account === undefined) return;
    this.#feed.emit({
      type: 'tracked',
      at: wallClock(),
      ...this.#ledger.progress(account, now()),
    });
    if (this.#signal?.aborted) this.stop(this.#signal.reason);
    this.#apply(key, this.#ledger.endByStart(key, now()));
    if (this.#ledger.waiting(key)) this.#watch(key, account);
  }

  #watch(key: string, { ref, sinceMs, timeoutMs }: Account): void {
    const watch = this.#use.poller.watch({
      ref,
      bounds: this.#options,
      wantsDetails: this.#options.details === 'all',
      observe: (observation) => this.#apply(key, this.#ledger.observe(key, observation, now())),
    });
    this.#watches.set(key, watch);
    this.#deadlines.add(key, sinceMs, timeoutMs);
  }

  #timeOut(key: string): void {
    const account = this.#ledger.waiting(key);
    if (account === undefined) return;
    const fault = this.#lastFault === undefined ? {} : { lastFault: this.#lastFault };
    const ending = { type: 'timed-out', timeoutMs: account.timeoutMs, ...fault } as const;
    this.#apply(key, this.#ledger.end(key, ending, now()));
  }

  #apply(key: string, change: Change | undefined): void {
    if (change === undefined) return;
    if (change.type === 'progress') {
      if (!this.#feed.hears('progress')) return;
      this.#feed.emit({ type: 'progress', at: wallClock(), ...change.progress() });
      return;
    }
    this.#watches.get(key)?.cancel();
    this.#watches.delete(key);
    this.#deadlines.remove(key);
    const { outcome } = change;
    // Requests whose wait was aborted have no event of their own: `stopped` tells.
    if (outcome.type !== 'aborted') this.#feed.emit({ ...outcome, at: wallClock() });
    if (this.#ledger.pending === 0) this.#idle();
  }

  #connect(): void {
    this.#use.connect();
    const signal = this.#signal;
    if (signal) this.#release ??= onAbort(signal, () => this.stop(signal.reason));
  }

  #hear(report: CallReport): void {
    this.#lastFault = this.#faultOf(report);
    this.#feed.emit(eventFromReport(report, wallClock()));
  }

  /** What still keeps this tracker from an answer; a call about another's request does not. */
  #faultOf(report: CallReport): Fault | undefined {
    if (report.type === 'recovered') return undefined;
    const { call, fault } = report;
    const ours = call.request === undefined || this.#watches.has(requestKey(call.request));
    return ours && isRetryable(fault) ? fault : this.#lastFault;
  }

  #idle(): void {
    this.#use.disconnect();
    this.#release?.();
    this.#release = undefined;
    const settled = this.#onSettled;
    this.#onSettled = [];
    for (const resolve of settled) resolve();
    if (!this.#stopped) this.#feed.endStreams();
  }
}
