import type { CallReport } from '../../engine/calls/call-log.js';
import { listInstanceArns, onlyInstance } from '../../engine/calls/list-instances.js';
import { eventFromReport } from '../../engine/events/event-from-report.js';
import type { ResolvedCallOptions } from '../../engine/options/wait-options.js';
import { ClientSession } from '../../engine/polling/client-session.js';
import type { ListedKind } from '../../engine/requests/kinds.js';
import { delayAfterFailuresMs } from '../../engine/polling/cadence.js';
import { now, wallClock } from '../../engine/util/clock.js';
import { sleep, onAbort } from '../../engine/util/abortable.js';
import { readInBackground } from './background-reader.js';
import { CallMeter } from './call-meter.js';
import type { InstanceClaims } from './instance-claims.js';
import { createInstanceClient } from './instance-client.js';
import { InstanceHealth, listenToKinds, type FirstContact } from './instance-health.js';
import { KindWatch, RETRY_REFUSED, type KindListener } from './kind-watch.js';
import type { InstanceOptions } from '../watcher-options.js';
import type { Recorder } from '../store/recorder.js';
import { readServiceTime } from './service-time.js';
import { stalenessOf } from './staleness.js';
import { loadList } from '../store/records.js';
import type { StateStore } from '../store/store.js';
import type { WatcherEvent } from '../watcher-event.js';
import type { InFlightRequest, InstanceSnapshot } from '../watcher-interface.js';

export interface InstanceWatchDeps {
  readonly instance: InstanceOptions & { readonly name: string };
  readonly kinds: readonly ListedKind[];
  readonly calls: ResolvedCallOptions;
  readonly maxSweepDelayMs: number;
  /** The watermark if the state has none. */
  readonly sinceMs: number;
  /** Shared by all instances of a watcher. */
  readonly claims: InstanceClaims;
  readonly store: StateStore;
  readonly recorder: Recorder;
  readonly emit: (event: WatcherEvent) => void;
}

/**
 * Watches one instance until it is stopped. A session ends when AWS refuses the caller. The problem is
 * reported once, and the next session begins with a new client, and so with new credentials.
 */
export class InstanceWatch {
  readonly #deps: InstanceWatchDeps;
  readonly #name: string;
  readonly #health: InstanceHealth;
  readonly #listener: KindListener;
  readonly #meter = new CallMeter();
  readonly #sinceMs = now();
  readonly #startedAt = wallClock();
  /** By how much AWS's clock was behind at the start; `undefined` until the first response. */
  #behindMs: number | undefined;
  #kinds: readonly KindWatch[] = [];
  #instanceArn: string | undefined;
  #session: ClientSession | undefined;
  #endSession: (error: unknown) => void = () => undefined;

  constructor(deps: InstanceWatchDeps) {
    const { instance, kinds, emit } = deps;
    this.#deps = deps;
    this.#name = instance.name;
    this.#health = new InstanceHealth(
      instance.name,
      kinds,
      emit,
      () => this.#staleness() !== undefined,
    );
    this.#listener = listenToKinds(instance.name, this.#health, {
      emit,
      endSession: (error) => this.#endSession(error),
    });
    this.#instanceArn = instance.instanceArn;
    // A configured ARN takes precedence over one that is found.
    if (this.#instanceArn !== undefined) deps.claims.claim(this.#instanceArn, this.#name);
  }

  /** Resolves with the result of the first contact. */
  get firstContact(): Promise<FirstContact> {
    return this.#health.firstContact;
  }

  /** Resolves when `signal` is aborted; never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#runSession(signal);
      } catch (error) {
        if (signal.aborted) return;
        this.#health.failed(error);
        const delayMs = delayAfterFailuresMs(this.#health.failures, RETRY_REFUSED);
        await sleep(delayMs, signal).catch(() => undefined);
      }
    }
  }

  snapshot(): InstanceSnapshot {
    const poller = this.#session?.poller;
    const { problem } = this.#health;
    const stale = this.#staleness();
    return {
      name: this.#name,
      ...(this.#instanceArn === undefined ? {} : { instanceArn: this.#instanceArn }),
      kinds: this.#kinds.map((kind) => kind.snapshot()),
      ...(problem === undefined ? {} : { problem }),
      ...(stale === undefined ? {} : { stale }),
      ...this.#meter.totals(),
      ratePerSecond: poller?.ratePerSecond ?? 0,
      ceilingPerSecond: poller?.ceilingPerSecond ?? this.#deps.calls.maxTps,
    };
  }

  inFlight(): readonly InFlightRequest[] {
    return this.#kinds.flatMap((kind) => kind.inFlight(this.#name));
  }

  async #runSession(outer: AbortSignal): Promise<void> {
    const undo: (() => void)[] = [];
    try {
      const controller = new AbortController();
      undo.push(onAbort(outer, () => controller.abort(outer.reason)));
      const { instance, calls } = this.#deps;
      const client = instance.client ?? createInstanceClient(instance);
      if (instance.client === undefined) undo.push(() => client.destroy());
      const session = new ClientSession({ client }, calls, (report) => this.#onReport(report));
      undo.push(() => session.release());
      if (this.#behindMs === undefined) {
        undo.push(readServiceTime(client, (serviceMs) => this.#onServiceTime(serviceMs)));
      }
      this.#begin(session, (error) => controller.abort(error));
      undo.push(() => this.#end());
      await this.#watch(session, controller);
    } finally {
      for (const step of undo.toReversed()) step();
    }
  }

  #begin(session: ClientSession, endSession: (error: unknown) => void): void {
    this.#session = session;
    this.#meter.begin(session);
    this.#endSession = endSession;
    session.connect();
  }

  #end(): void {
    this.#meter.end();
    this.#session = undefined;
  }

  async #watch(session: ClientSession, controller: AbortController): Promise<void> {
    const { signal } = controller;
    if (this.#kinds.length === 0) this.#kinds = await this.#prepare(session, signal);
    const tasks = [
      ...this.#kinds.map((kind) => kind.run(session.poller, signal)),
      readInBackground(this.#kinds, signal),
    ];
    for (const task of tasks) task.catch((error: unknown) => controller.abort(error));
    await Promise.allSettled(tasks);
    throw signal.reason;
  }

  /** Finds the instance, and loads its records, in the first session. */
  async #prepare({ poller, client }: ClientSession, signal: AbortSignal): Promise<KindWatch[]> {
    const { kinds, store, recorder, sinceMs, maxSweepDelayMs, claims } = this.#deps;
    const instanceArn =
      this.#instanceArn ?? onlyInstance(await listInstanceArns(poller.caller, client, signal));
    claims.claim(instanceArn, this.#name);
    this.#instanceArn = instanceArn;
    const listener = this.#listener;
    const watches = await Promise.all(
      kinds.map(async (kind) => {
        const records = await loadList(store, instanceArn, kind);
        const settings = { kind, instanceArn, maxSweepDelayMs, sinceMs };
        return new KindWatch({ ...settings, records, recorder, listener });
      }),
    );
    await Promise.all(watches.map((watch) => watch.begin()));
    for (const watch of watches) watch.adjustForClock(this.#behindMs ?? 0);
    return watches;
  }

  #onServiceTime(serviceMs: number): void {
    if (this.#behindMs !== undefined) return;
    const serviceStartMs = serviceMs - (now() - this.#sinceMs);
    this.#behindMs = Math.max(0, Math.round(this.#startedAt.getTime() - serviceStartMs));
    for (const kind of this.#kinds) kind.adjustForClock(this.#behindMs);
  }

  #onReport(report: CallReport): void {
    const event = eventFromReport(report, wallClock());
    this.#deps.emit({ ...event, instance: this.#name });
  }

  #staleness(): string | undefined {
    return stalenessOf(this.#kinds, now() - this.#sinceMs, this.#deps.maxSweepDelayMs);
  }
}
