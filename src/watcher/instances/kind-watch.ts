import { CallError } from '../../engine/calls/call-error.js';
import { isRetryable, type Fault } from '../../engine/calls/fault.js';
import type { Row } from '../../engine/calls/status-api.js';
import { delayAfterFailuresMs } from '../../engine/polling/cadence.js';
import type { Poller } from '../../engine/polling/poller.js';
import type { ListedKind } from '../../engine/requests/kinds.js';
import { requestIdOf, type RequestId } from '../../engine/requests/request.js';
import { sleep } from '../../engine/util/abortable.js';
import { now, wallClock } from '../../engine/util/clock.js';
import { ListWatch, type SweepResult } from '../discovery/list-watch.js';
import type { NewRequest } from '../discovery/request-index.js';
import { SweepCadence } from '../discovery/sweep-cadence.js';
import type { FollowedRequest, FollowEnd } from '../following/followed-request.js';
import { Follower } from '../following/follower.js';
import type { Recorder } from '../store/recorder.js';
import type { ListRecords } from '../store/records.js';
import type { ListOrder } from '../watcher-event.js';
import type { InFlightRequest, KindSnapshot } from '../watcher-interface.js';
import { RequestRecords } from './request-records.js';

/** The pause after a refused sweep or session. */
export const RETRY_REFUSED = { minDelayMs: 5_000, maxDelayMs: 60_000 } as const;

/** If the watermark is this far behind, the background pass reads faster. */
const BEHIND_MS = 300_000;

/** Receives what happens with the requests of a kind. */
export interface KindListener {
  readonly onSwept: (kind: ListedKind, result: SweepResult, nextMs: number) => void;
  /** The sweep is retried. */
  readonly onSweepFailed: (kind: ListedKind, error: CallError) => void;
  readonly onOrder: (kind: ListedKind, order: ListOrder) => void;
  readonly onLost: (request: RequestId) => void;
  /** AWS refuses all describes. They are retried. */
  readonly onRefused: (kind: ListedKind, operation: string, fault: Fault) => void;
  /** AWS accepts describes again. */
  readonly onAccepted: (kind: ListedKind) => void;
  /** The end of a request could not be stored. That is expected while the watcher stops. */
  readonly onBroken: (error: unknown) => void;
}

export interface KindWatchDeps {
  readonly kind: ListedKind;
  readonly instanceArn: string;
  readonly maxSweepDelayMs: number;
  /** The watermark if the records have none. */
  readonly sinceMs: number;
  readonly records: ListRecords;
  readonly recorder: Recorder;
  readonly listener: KindListener;
}

/** Watches the requests of one kind and instance. It outlives the connection. */
export class KindWatch {
  readonly #deps: KindWatchDeps;
  readonly #records: RequestRecords;
  readonly #follower: Follower;
  readonly #cadence: SweepCadence;
  #lists: ListWatch | undefined;
  #refusals = 0;

  constructor(deps: KindWatchDeps) {
    const { kind, listener, records, recorder, sinceMs } = deps;
    this.#deps = deps;
    this.#cadence = new SweepCadence(deps.maxSweepDelayMs);
    this.#records = new RequestRecords(deps, records, recorder, sinceMs);
    this.#follower = new Follower({
      onEnd: (request, end) => void this.#end(request, end).catch(listener.onBroken),
      onRefused: (operation, fault) => listener.onRefused(kind, operation, fault),
      onAccepted: () => listener.onAccepted(kind),
    });
    for (const found of this.#records.open) this.#follower.follow(found);
  }

  get kind(): ListedKind {
    return this.#deps.kind;
  }

  /** Whether there is something to read in the background, and room for what it shows. */
  get needsBackground(): boolean {
    const wasSwept = this.#cadence.lastSweepAt !== undefined;
    return wasSwept && this.#follower.hasRoom && this.#lists?.needsBackground === true;
  }

  /** Whether only the background pass finds requests that end between two sweeps. */
  get dependsOnBackground(): boolean {
    return this.#lists?.dependsOnBackground === true;
  }

  /** Whether the first background pass has to cover a time in which no watcher ran. */
  get isCatchingUp(): boolean {
    const behindMs = wallClock().getTime() - this.#records.index.watermarkMs;
    return this.dependsOnBackground && this.backgroundPasses === 0 && behindMs > BEHIND_MS;
  }

  /** The number of complete background passes. */
  get backgroundPasses(): number {
    return this.#lists?.backgroundPasses ?? 0;
  }

  /** How long no sweep has succeeded, in milliseconds; `undefined` unless that makes the data stale. */
  get staleForMs(): number | undefined {
    return this.#cadence.staleForMs;
  }

  snapshot(): KindSnapshot {
    const { lastSweepAt, delayMs } = this.#cadence;
    return {
      kind: this.kind,
      inFlight: this.#follower.inProgress.length,
      order: this.#lists?.order ?? 'unknown',
      ...(lastSweepAt === undefined ? {} : { lastSweepAt }),
      cadenceMs: Math.round(delayMs),
    };
  }

  inFlight(instance: string): readonly InFlightRequest[] {
    return this.#follower.inProgress.map(({ found, details }) => ({
      ...requestIdOf(found),
      ...details,
      instance,
      discoveredAt: found.discoveredAt,
    }));
  }

  /** Stores the watermark, if the state has none yet. */
  begin(): Promise<void> {
    return this.#records.begin();
  }

  /** AWS's clock is behind this machine's by `ms`. */
  adjustForClock(ms: number): void {
    // It fails only when the watcher is stopped.
    this.#records.adjustForClock(ms).catch(() => undefined);
  }

  /** Watches through a poller. Rejects with the reason when `signal` is aborted. */
  async run(poller: Poller, signal: AbortSignal): Promise<void> {
    const lists = this.#connect(poller);
    this.#follower.connect(poller);
    try {
      for (;;) await sleep(await this.#sweep(lists, signal), signal);
    } finally {
      this.#follower.disconnect();
    }
  }

  /** Reads the next part in the background. @returns how many pages it read */
  async readBackground(signal: AbortSignal): Promise<number> {
    return (await this.#lists?.readBackground(signal)) ?? 0;
  }

  #connect({ api }: Poller): ListWatch {
    const { kind, instanceArn, listener } = this.#deps;
    this.#lists ??= new ListWatch(api, { kind, instanceArn }, this.#records.index, {
      onNewRow: (row, classification) => this.#add(row, classification),
      capacity: this.#follower,
      onOrder: (order) => listener.onOrder(kind, order),
      onForgotten: (ids) => this.#records.forget(ids),
    });
    this.#lists.connect(api);
    return this.#lists;
  }

  async #add(row: Row, classification: NewRequest): Promise<void> {
    const seenMs = classification === 'in-progress' ? now() : undefined;
    this.#follower.follow(await this.#records.add(row, classification), seenMs);
  }

  /** @returns the pause until the next sweep, in milliseconds */
  async #sweep(lists: ListWatch, signal: AbortSignal): Promise<number> {
    const { kind, listener } = this.#deps;
    try {
      const result = await lists.sweep(signal);
      if (result.found > 0) this.#cadence.noteActivity();
      this.#cadence.swept(this.#follower.inProgress.length);
      this.#refusals = 0;
      listener.onSwept(kind, result, Math.round(this.#cadence.delayMs));
      return this.#cadence.delayMs;
    } catch (error) {
      if (!(error instanceof CallError) || signal.aborted) throw error;
      listener.onSweepFailed(kind, error);
      if (isRetryable(error.fault)) return this.#cadence.delayMs;
      this.#refusals += 1;
      return delayAfterFailuresMs(this.#refusals, RETRY_REFUSED);
    }
  }

  async #end(request: FollowedRequest, end: FollowEnd): Promise<void> {
    this.#cadence.noteActivity();
    if (end.type === 'ended') {
      await this.#records.end(request, end);
      return;
    }
    await this.#records.lose(request);
    this.#deps.listener.onLost(requestIdOf(request.found));
  }
}
