import type { CallReport } from '../../engine/calls/call-log.js';
import { listInstanceArns, onlyInstance } from '../../engine/calls/list-instances.js';
import { eventFromReport } from '../../engine/events/event-from-report.js';
import type { CallOptions } from '../../engine/options/wait-options.js';
import { ClientSession } from '../../engine/polling/client-session.js';
import type { RequestKind } from '../../engine/requests/kinds.js';
import { delayAfterFailuresMs } from '../../engine/polling/cadence.js';
import { now, wallClock } from '../../engine/util/clock.js';
import { sleep, onAbort } from '../../engine/util/abortable.js';
import { readInBackground } from './background-reader.js';
import { CallMeter } from './call-meter.js';
import type { InstanceClaims } from './instance-claims.js';
import { createInstanceClient } from './instance-client.js';
import { InstanceHealth, type FirstContact } from './instance-health.js';
import { listenToKinds } from './instance-listener.js';
import { KindWatch, RETRY_REFUSED, type KindListener } from './kind-watch.js';
import type { InstanceOptions } from '../watcher-options.js';
import type { Recorder } from '../store/recorder.js';
import { hearServiceTime } from './service-time.js';
import { stalenessOf } from './staleness.js';
import { loadList } from '../store/records.js';
import type { StateStore } from '../store/store.js';
import type { WatcherEvent } from '../watcher-event.js';
import type { InFlightRequest, InstanceSnapshot } from '../watcher-interface.js';

/** What an instance is watched with. */
export interface InstanceWatchParts {
  readonly instance: InstanceOptions & { readonly name: string };
  readonly kinds: readonly RequestKind[];
  readonly calls: Required<CallOptions>;
  readonly maxSweepDelayMs: number;
  /** Since when ended requests count, where the state does not say. */
  readonly sinceMs: number;
  /** Shared by the instances of a watcher. */
  readonly claims: InstanceClaims;
  readonly store: StateStore;
  readonly recorder: Recorder;
  readonly emit: (event: WatcherEvent) => void;
}

/**
 * Watches one instance until it is stopped. A session lasts until the service refuses: then the
 * trouble is told, once, and a new session begins with a new client, and so with new credentials.
 */
export class InstanceWatch {
  readonly #parts: InstanceWatchParts;
  readonly #name: string;
  readonly #health: InstanceHealth;
  readonly #listener: KindListener;
  readonly #meter = new CallMeter();
  readonly #sinceMs = now();
  readonly #startedAt = wallClock();
  /** By how much the service's clock was behind at the start; unknown until it has answered. */
  #behindMs: number | undefined;
  #kinds: readonly KindWatch[] = [];
  #instanceArn: string | undefined;
  #use: ClientSession | undefined;
  #endSession: (error: unknown) => void = () => undefined;

  constructor(parts: InstanceWatchParts) {
    const { instance, kinds, emit } = parts;
    this.#parts = parts;
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
    // What is given goes before what is found.
    if (this.#instanceArn !== undefined) parts.claims.claim(this.#instanceArn, this.#name);
  }

  /** Resolves when the instance has answered, refused, or not been reached, for the first time. */
  get firstContact(): Promise<FirstContact> {
    return this.#health.firstContact;
  }

  /** Resolves when `signal` is aborted; never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#session(signal);
      } catch (error) {
        if (signal.aborted) return;
        this.#health.failed(error);
        const delayMs = delayAfterFailuresMs(this.#health.failures, RETRY_REFUSED);
        await sleep(delayMs, signal).catch(() => undefined);
      }
    }
  }

  snapshot(): InstanceSnapshot {
    const poller = this.#use?.poller;
    const { trouble } = this.#health;
    const stale = this.#staleness();
    return {
      name: this.#name,
      ...(this.#instanceArn === undefined ? {} : { instanceArn: this.#instanceArn }),
      kinds: this.#kinds.map((kind) => kind.snapshot()),
      ...(trouble === undefined ? {} : { trouble }),
      ...(stale === undefined ? {} : { stale }),
      ...this.#meter.totals(),
      ratePerSecond: poller?.ratePerSecond ?? 0,
      ceilingPerSecond: poller?.ceilingPerSecond ?? this.#parts.calls.maxTps,
    };
  }

  inFlight(): readonly InFlightRequest[] {
    return this.#kinds.flatMap((kind) => kind.inFlight(this.#name));
  }

  async #session(outer: AbortSignal): Promise<void> {
    const undo: (() => void)[] = [];
    try {
      const controller = new AbortController();
      undo.push(onAbort(outer, () => controller.abort(outer.reason)));
      const { instance, calls } = this.#parts;
      const client = instance.client ?? createInstanceClient(instance);
      if (instance.client === undefined) undo.push(() => client.destroy());
      const use = new ClientSession({ client }, calls, (report) => this.#hear(report));
      undo.push(() => use.release());
      if (this.#behindMs === undefined) {
        undo.push(hearServiceTime(client, (serviceMs) => this.#heardTime(serviceMs)));
      }
      this.#begin(use, (error) => controller.abort(error));
      undo.push(() => this.#end());
      await this.#watch(use, controller);
    } finally {
      for (const step of undo.toReversed()) step();
    }
  }

  #begin(use: ClientSession, endSession: (error: unknown) => void): void {
    this.#use = use;
    this.#meter.begin(use);
    this.#endSession = endSession;
    use.connect();
  }

  #end(): void {
    this.#meter.end();
    this.#use = undefined;
  }

  async #watch(use: ClientSession, controller: AbortController): Promise<void> {
    const { signal } = controller;
    if (this.#kinds.length === 0) this.#kinds = await this.#prepare(use, signal);
    const tasks = [
      ...this.#kinds.map((kind) => kind.run(use.poller, signal)),
      readInBackground(this.#kinds, signal),
    ];
    for (const task of tasks) task.catch((error: unknown) => controller.abort(error));
    await Promise.allSettled(tasks);
    throw signal.reason;
  }

  /** Finds the instance and what the state knows of it, the first time. */
  async #prepare({ poller, client }: ClientSession, signal: AbortSignal): Promise<KindWatch[]> {
    const { kinds, store, recorder, sinceMs, maxSweepDelayMs, claims } = this.#parts;
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
    for (const watch of watches) watch.clockIsBehind(this.#behindMs ?? 0);
    return watches;
  }

  #heardTime(serviceMs: number): void {
    if (this.#behindMs !== undefined) return;
    const serviceStartMs = serviceMs - (now() - this.#sinceMs);
    this.#behindMs = Math.max(0, Math.round(this.#startedAt.getTime() - serviceStartMs));
    for (const kind of this.#kinds) kind.clockIsBehind(this.#behindMs);
  }

  #hear(report: CallReport): void {
    const event = eventFromReport(report, wallClock());
    this.#parts.emit({ ...event, instance: this.#name });
  }

  #staleness(): string | undefined {
    return stalenessOf(this.#kinds, now() - this.#sinceMs, this.#parts.maxSweepDelayMs);
  }
}
