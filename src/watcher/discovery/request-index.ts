import type { ReportedRequest } from '../store/stored-requests.js';
import type { Row } from '../../engine/calls/status-api.js';
import { isTerminal } from '../../engine/requests/request.js';

/** How long a request that was reported is remembered at least, and how late a list may show one. */
export const MARGIN_MS = 3_600_000;

/** How long a request is remembered that the service does not know, though a list shows it. */
const LOST_MS = 24 * 3_600_000;

/**
 * What a row of a list means to the watcher: nothing, since its request is known or of the past; or a
 * request to follow; or one that ended unseen.
 */
export type Classification = 'nothing' | 'running' | 'ended';

/**
 * What is known of the requests of one kind and instance, and since when nothing can have slipped.
 *
 * Everything created before the watermark has been seen by now, or is none of the watcher's business.
 * So ids have to be remembered only from there on, whatever the lists go on showing. A row without a
 * date counts while it runs only: of one that has ended nobody could say whether it is of the past.
 */
export class RequestIndex {
  readonly #open = new Set<string>();
  readonly #reported: Map<string, ReportedRequest>;
  /** With the time of the loss, by this machine's clock. */
  readonly #lost = new Map<string, number>();
  #watermarkMs: number;
  #newestMs: number | undefined;

  constructor(watermarkMs: number, reported: Iterable<readonly [string, ReportedRequest]> = []) {
    this.#watermarkMs = watermarkMs;
    this.#reported = new Map(reported);
  }

  /** Epoch milliseconds by the service's clock. */
  get watermarkMs(): number {
    return this.#watermarkMs;
  }

  /** How many requests are remembered that are not followed any more. */
  get size(): number {
    return this.#reported.size + this.#lost.size;
  }

  /**
   * When the newest request that any list showed was created, in epoch milliseconds; absent when none
   * was shown.
   *
   * @param nowMs epoch milliseconds of this machine: a date in its future says no more than this
   */
  newestBy(nowMs: number): number | undefined {
    return this.#newestMs === undefined ? undefined : Math.min(this.#newestMs, nowMs);
  }

  /** More of the past counts, by so many milliseconds. */
  reachBack(ms: number): void {
    this.#watermarkMs -= ms;
  }

  isOpen(requestId: string): boolean {
    return this.#open.has(requestId);
  }

  judge({ requestId, reading: { status, details } }: Row): Classification {
    const createdMs = details.createdDate?.getTime();
    if (createdMs !== undefined) this.#newestMs = Math.max(this.#newestMs ?? createdMs, createdMs);
    if (this.#open.has(requestId) || this.#reported.has(requestId)) return 'nothing';
    // Where the service does not know a request, the end that a list shows is its last word.
    if (this.#lost.has(requestId)) return isTerminal(status) ? 'ended' : 'nothing';
    if (!isTerminal(status)) return 'running';
    return createdMs !== undefined && createdMs >= this.#watermarkMs ? 'ended' : 'nothing';
  }

  /** A request is followed from now on. */
  open(requestId: string): void {
    this.#lost.delete(requestId);
    this.#open.add(requestId);
  }

  /** The end of a request is reported. */
  report(requestId: string, request: ReportedRequest): void {
    this.#open.delete(requestId);
    this.#reported.set(requestId, request);
  }

  /** The service does not know a request any more. */
  lose(requestId: string, nowMs: number): void {
    this.#open.delete(requestId);
    this.#lost.set(requestId, nowMs);
  }

  /**
   * Every request that was created by `seenMs`, and is listed, has been judged.
   *
   * @param nowMs epoch milliseconds of this machine: a date in its future proves nothing
   * @returns the ids that need not be remembered any more, where the watermark rose
   */
  advance(seenMs: number, nowMs: number): readonly string[] | undefined {
    const watermarkMs = Math.min(seenMs, nowMs) - MARGIN_MS;
    if (watermarkMs <= this.#watermarkMs) return undefined;
    this.#watermarkMs = watermarkMs;
    for (const [requestId, lostMs] of this.#lost) {
      if (nowMs - lostMs >= LOST_MS) this.#lost.delete(requestId);
    }
    const forgotten: string[] = [];
    for (const [requestId, { createdMs, reportedMs }] of this.#reported) {
      const isPast = createdMs === undefined || createdMs < watermarkMs;
      if (!isPast || nowMs - reportedMs < MARGIN_MS) continue;
      this.#reported.delete(requestId);
      forgotten.push(requestId);
    }
    return forgotten;
  }
}
