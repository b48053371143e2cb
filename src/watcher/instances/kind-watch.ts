import { CallError } from '../../engine/calls/call-error.js';
import { isRetryable, type Fault } from '../../engine/calls/fault.js';
import type { Row } from '../../engine/calls/status-api.js';
import type { Poller } from '../../engine/polling/poller.js';
import type { RequestKind } from '../../engine/requests/kinds.js';
import { requestIdOf, type RequestId } from '../../engine/requests/request.js';
import { delayAfterFailuresMs } from '../../engine/polling/cadence.js';
import { now, wallClock } from '../../engine/util/clock.js';
import { sleep } from '../../engine/util/abortable.js';
import type { Classification } from '../discovery/request-index.js';
import { ListWatch, type SweepResult } from '../discovery/list-watch.js';
import { SweepRhythm } from '../discovery/sweep-rhythm.js';
import type { Followed, FollowEnd } from '../following/followed.js';
import { Follower } from '../following/follower.js';
import type { Recorder } from '../store/recorder.js';
import { RequestRecords } from './request-records.js';
import type { ListRecords } from '../store/records.js';
import type { ListOrder } from '../watcher-event.js';
import type { InFlightRequest, KindSnapshot } from '../watcher-interface.js';

/** How soon what was refused is tried again. */
export const RETRY_REFUSED = { minDelayMs: 5_000, maxDelayMs: 60_000 } as const;

/** So far behind the present, it is worth reading the past sooner. */
const BEHIND_MS = 300_000;

/** Who hears how it goes with the requests of one kind. */
export interface KindListener {
  readonly onSwept: (kind: RequestKind, result: SweepResult, nextMs: number) => void;
  /** The sweep is tried again. */
  readonly onSweepFailed: (kind: RequestKind, error: CallError) => void;
  readonly onOrder: (kind: RequestKind, order: ListOrder) => void;
  readonly onLost: (request: RequestId) => void;
  /** The service refuses whatever is asked about requests. They are asked for again. */
  readonly onRefused: (kind: RequestKind, operation: string, fault: Fault) => void;
  /** It does so no more. */
  readonly onAnswered: (kind: RequestKind) => void;
  /** What became of a request could not be told. Where the watcher stops, that is no news. */
  readonly onBroken: (error: unknown) => void;
}

/** What a kind is watched with. */
export interface KindWatchParts {
  readonly kind: RequestKind;
  readonly instanceArn: string;
  readonly maxSweepDelayMs: number;
  /** Since when ended requests count, where the records do not say. */
  readonly sinceMs: number;
  readonly records: ListRecords;
  readonly recorder: Recorder;
  readonly listener: KindListener;
}

/** Watches the requests of one kind and instance; outlives the connection, and goes on with the next. */
export class KindWatch {
  readonly #parts: KindWatchParts;
  readonly #log: RequestRecords;
  readonly #follower: Follower;
  readonly #rhythm: SweepRhythm;
  #lists: ListWatch | undefined;
  #refusals = 0;

  constructor(parts: KindWatchParts) {
    const { kind, listener, records, recorder, sinceMs } = parts;
    this.#parts = parts;
    this.#rhythm = new SweepRhythm(parts.maxSweepDelayMs);
    this.#log = new RequestRecords(parts, records, recorder, sinceMs);
    this.#follower = new Follower({
      onEnd: (followed, end) => void this.#end(followed, end).catch(listener.onBroken),
      onRefused: (operation, fault) => listener.onRefused(kind, operation, fault),
      onAnswered: () => listener.onAnswered(kind),
    });
    for (const found of this.#log.open) this.#follower.follow(found);
  }

  get kind(): RequestKind {
    return this.#parts.kind;
  }

  /** Whether there is something to read in the background, and room for what that shows. */
  get needsBackground(): boolean {
    const isSwept = this.#rhythm.lastSweepAt !== undefined;
    return isSwept && this.#follower.hasRoom && this.#lists?.needsBackground === true;
  }

  /** Whether nothing but the background pass finds what ends between two sweeps. */
  get dependsOnBackground(): boolean {
    return this.#lists?.dependsOnBackground === true;
  }

  /** Whether a first background pass has to make up for a time in which nobody watched. */
  get isCatchingUp(): boolean {
    const behindMs = wallClock().getTime() - this.#log.book.watermarkMs;
    return this.dependsOnBackground && this.backgroundPasses === 0 && behindMs > BEHIND_MS;
  }

  /** How often the whole list was read in the background. */
  get backgroundPasses(): number {
    return this.#lists?.backgroundPasses ?? 0;
  }

  /** For how long no sweep has succeeded, in milliseconds, where that is too long. */
  get staleForMs(): number | undefined {
    return this.#rhythm.staleForMs;
  }

  snapshot(): KindSnapshot {
    const { lastSweepAt, cadenceMs } = this.#rhythm;
    return {
      kind: this.kind,
      inFlight: this.#follower.running.length,
      order: this.#lists?.order ?? 'unknown',
      ...(lastSweepAt === undefined ? {} : { lastSweepAt }),
      cadenceMs: Math.round(cadenceMs),
    };
  }

  inFlight(instance: string): readonly InFlightRequest[] {
    return this.#follower.running.map(({ found, details }) => ({
      ...requestIdOf(found),
      ...details,
      instance,
      discoveredAt: found.discoveredAt,
    }));
  }

  /** Stores from when on it watches, where the state does not say yet. */
  begin(): Promise<void> {
    return this.#log.begin();
  }

  /** The service's clock is behind this machine's by so many milliseconds. */
  clockIsBehind(ms: number): void {
    // It fails only when the watcher is stopped.
    this.#log.clockIsBehind(ms).catch(() => undefined);
  }

  /** Watches through a poller; rejects with the reason when `signal` is aborted. */
  async run(poller: Poller, signal: AbortSignal): Promise<void> {
    const lists = this.#connect(poller);
    this.#follower.connect(poller);
    try {
      for (;;) await sleep(await this.#sweep(lists, signal), signal);
    } finally {
      this.#follower.disconnect();
    }
  }

  /** Reads on in the background. @returns how many pages it read */
  async readBackground(signal: AbortSignal): Promise<number> {
    return (await this.#lists?.readBackground(signal)) ?? 0;
  }

  #connect({ api }: Poller): ListWatch {
    const { kind, instanceArn, listener } = this.#parts;
    this.#lists ??= new ListWatch(api, { kind, instanceArn }, this.#log.book, {
      take: (row, judgement) => this.#take(row, judgement),
      room: this.#follower,
      onOrder: (order) => listener.onOrder(kind, order),
      onForgotten: (ids) => this.#log.forget(ids),
    });
    this.#lists.connect(api);
    return this.#lists;
  }

  async #take(row: Row, judgement: Exclude<Classification, 'nothing'>): Promise<void> {
    const seenMs = judgement === 'running' ? now() : undefined;
    this.#follower.follow(await this.#log.take(row, judgement), seenMs);
  }

  /** @returns the pause until the next one, in milliseconds */
  async #sweep(lists: ListWatch, signal: AbortSignal): Promise<number> {
    const { kind, listener } = this.#parts;
    try {
      const result = await lists.sweep(signal);
      if (result.found > 0) this.#rhythm.stir();
      this.#rhythm.swept(this.#follower.running.length);
      this.#refusals = 0;
      listener.onSwept(kind, result, Math.round(this.#rhythm.cadenceMs));
      return this.#rhythm.cadenceMs;
    } catch (error) {
      if (!(error instanceof CallError) || signal.aborted) throw error;
      listener.onSweepFailed(kind, error);
      if (isRetryable(error.fault)) return this.#rhythm.cadenceMs;
      this.#refusals += 1;
      return delayAfterFailuresMs(this.#refusals, RETRY_REFUSED);
    }
  }

  async #end(followed: Followed, end: FollowEnd): Promise<void> {
    this.#rhythm.stir();
    if (end.type === 'ended') {
      await this.#log.end(followed, end);
      return;
    }
    await this.#log.lose(followed);
    this.#parts.listener.onLost(requestIdOf(followed.found));
  }
}
