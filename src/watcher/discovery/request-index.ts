import type { Row } from '../../engine/calls/status-api.js';
import { isTerminal } from '../../engine/requests/request.js';
import type { ReportedRequest } from '../store/stored-requests.js';

/** Minimum time to remember a reported request, and maximum delay until a list shows a request. */
export const MARGIN_MS = 3_600_000;

/** Time to remember a lost request, which AWS does not know although a list shows it. */
const LOST_MS = 24 * 3_600_000;

/** The class of a new request: in progress, or ended before it was seen. */
export type NewRequest = 'in-progress' | 'ended';

/** The classification of a list row. Rows of known or old requests are ignored. */
export type Classification = 'ignored' | NewRequest;

/**
 * The known requests of one kind and instance, and the watermark.
 *
 * All requests that were created before the watermark have been seen, or are too old for the watcher. So ids
 * need to be remembered only after the watermark, whatever the lists show. A row without a date counts only while
 * it is in progress, because an ended one may be arbitrarily old.
 */
export class RequestIndex {
  readonly #open = new Set<string>();
  readonly #reported: Map<string, ReportedRequest>;
  /** The times of the losses, by this machine's clock. */
  readonly #lost = new Map<string, number>();
  #watermarkMs: number;
  #newestMs: number | undefined;

  constructor(watermarkMs: number, reported: Iterable<readonly [string, ReportedRequest]> = []) {
    this.#watermarkMs = watermarkMs;
    this.#reported = new Map(reported);
  }

  /** Epoch milliseconds by AWS's clock. */
  get watermarkMs(): number {
    return this.#watermarkMs;
  }

  /** The number of remembered requests that are no longer followed. */
  get size(): number {
    return this.#reported.size + this.#lost.size;
  }

  /**
   * When the newest request that any list showed was created, in epoch milliseconds; `undefined` if none
   * was shown.
   *
   * @param nowMs epoch milliseconds of this machine, which bounds the result
   */
  newestBy(nowMs: number): number | undefined {
    return this.#newestMs === undefined ? undefined : Math.min(this.#newestMs, nowMs);
  }

  /** Lowers the watermark by `ms`. */
  lowerWatermark(ms: number): void {
    this.#watermarkMs -= ms;
  }

  isOpen(requestId: string): boolean {
    return this.#open.has(requestId);
  }

  classify({ requestId, reading: { status, details } }: Row): Classification {
    const createdMs = details.createdDate?.getTime();
    if (createdMs !== undefined) this.#newestMs = Math.max(this.#newestMs ?? createdMs, createdMs);
    if (this.#open.has(requestId) || this.#reported.has(requestId)) return 'ignored';
    // If AWS does not know a request, the end that a list shows is the only result there is.
    if (this.#lost.has(requestId)) return isTerminal(status) ? 'ended' : 'ignored';
    if (!isTerminal(status)) return 'in-progress';
    return createdMs !== undefined && createdMs >= this.#watermarkMs ? 'ended' : 'ignored';
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

  /** AWS no longer knows a request. */
  lose(requestId: string, nowMs: number): void {
    this.#open.delete(requestId);
    this.#lost.set(requestId, nowMs);
  }

  /**
   * Every listed request that was created by `coveredMs` has been classified.
   *
   * @param nowMs epoch milliseconds of this machine, which bounds `coveredMs`
   * @returns the ids that no longer need to be remembered; `undefined` if the watermark did not rise
   */
  advance(coveredMs: number, nowMs: number): readonly string[] | undefined {
    const watermarkMs = Math.min(coveredMs, nowMs) - MARGIN_MS;
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
