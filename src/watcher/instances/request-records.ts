import type { Row } from '../../engine/calls/status-api.js';
import type { RequestKind } from '../../engine/requests/kinds.js';
import { requestIdOf, type Reading } from '../../engine/requests/request.js';
import { categorizeFailure } from '../../engine/results/failure-category.js';
import { now, wallClock } from '../../engine/util/clock.js';
import { RequestIndex, type NewRequest } from '../discovery/request-index.js';
import type { FollowedRequest, FollowEnd } from '../following/followed-request.js';
import {
  eventIdOf,
  type RequestDiscoveredEvent,
  type TerminalRequestEvent,
} from '../request-event.js';
import type { Recorder } from '../store/recorder.js';
import {
  deleteOpen,
  deleteReported,
  putOpen,
  putReported,
  putWatermark,
  type ListRecords,
} from '../store/records.js';
import type { FoundRequest } from '../store/stored-requests.js';

/** The index of the requests of one kind and instance, its records in the state, and their events. */
export class RequestRecords {
  readonly index: RequestIndex;
  /** Requests that were followed when the watcher stopped. */
  readonly open: readonly FoundRequest[];
  /** Whether the state knew this list already. */
  readonly isResumed: boolean;
  readonly #list: { readonly kind: RequestKind; readonly instanceArn: string };
  readonly #recorder: Recorder;

  /** @param sinceMs the watermark if the records have none */
  constructor(
    list: { readonly kind: RequestKind; readonly instanceArn: string },
    records: ListRecords,
    recorder: Recorder,
    sinceMs: number,
  ) {
    this.#list = list;
    this.#recorder = recorder;
    this.open = records.open;
    this.isResumed = records.watermarkMs !== undefined;
    this.index = new RequestIndex(records.watermarkMs ?? sinceMs, records.reported);
    for (const { requestId } of records.open) this.index.open(requestId);
  }

  /** Stores the watermark, if the state has none yet. */
  async begin(): Promise<void> {
    if (this.isResumed) return;
    await this.#recorder.commit([putWatermark(this.#list, this.index.watermarkMs)]);
  }

  /**
   * AWS's clock is behind this machine's by `ms`. Requests that AWS dates before the start may have been
   * made after it, so the watermark is lowered.
   */
  async adjustForClock(ms: number): Promise<void> {
    if (this.isResumed || ms <= 0) return;
    this.index.lowerWatermark(ms);
    await this.#recorder.commit([putWatermark(this.#list, this.index.watermarkMs)]);
  }

  /** Stores a request that a list shows for the first time, and emits it if it is in progress. */
  async add({ requestId, reading }: Row, classification: NewRequest): Promise<FoundRequest> {
    this.index.open(requestId);
    const found: FoundRequest = {
      ...this.#list,
      requestId,
      discoveredAt: wallClock(),
      details: reading.details,
      ...(classification === 'ended' ? { ended: reading } : {}),
    };
    const open = putOpen(found);
    await (classification === 'ended'
      ? this.#recorder.commit([open])
      : this.#recorder.record(discoveredEvent(found), [open]));
    return found;
  }

  /** Stores and emits how a request ended. */
  async end(request: FollowedRequest, end: Extract<FollowEnd, { type: 'ended' }>): Promise<void> {
    const { found } = request;
    const event = terminalEvent(request, end.reading, { at: wallClock(), nowMs: now() });
    // If a list and a describe report different dates, the id is remembered for the later one.
    const dates = [found.details.createdDate, event.createdDate].flatMap((date) => date ?? []);
    const createdMs = Math.max(...dates.map((date) => date.getTime()));
    const reported = {
      reportedMs: event.at.getTime(),
      ...(dates.length === 0 ? {} : { createdMs }),
    };
    this.index.report(found.requestId, reported);
    await this.#recorder.record(event, [deleteOpen(event), putReported(event, reported)]);
  }

  /** Stores that AWS no longer knows a request. */
  async lose({ found }: FollowedRequest): Promise<void> {
    this.index.lose(found.requestId, wallClock().getTime());
    await this.#recorder.commit([deleteOpen(found)]);
  }

  /** Deletes requests that need not be remembered, because the watermark rose. */
  forget(requestIds: readonly string[]): void {
    const forgotten = requestIds.map((requestId) => deleteReported({ ...this.#list, requestId }));
    const watermark = putWatermark(this.#list, this.index.watermarkMs);
    // It fails only when the watcher is stopped. Then the next one forgets them.
    this.#recorder.commit([watermark, ...forgotten]).catch(() => undefined);
  }
}

/** The event for a request that was found in progress. Pure. */
function discoveredEvent(found: FoundRequest): RequestDiscoveredEvent {
  const request = requestIdOf(found);
  const status = 'IN_PROGRESS';
  return {
    type: 'discovered',
    id: eventIdOf(request, status),
    at: found.discoveredAt,
    ...request,
    status,
    ...found.details,
  };
}

/**
 * The event for the end of a request. Pure.
 *
 * @param at by the wall clock
 * @param nowMs by the monotonic clock
 */
export function terminalEvent(
  { found, lastInProgressMs }: FollowedRequest,
  { status, details, failureReason }: Reading,
  { at, nowMs }: { readonly at: Date; readonly nowMs: number },
): TerminalRequestEvent {
  const request = requestIdOf(found);
  const head = { at, ...request, ...details };
  const timing = timingOf(details, lastInProgressMs, at, nowMs);
  if (status !== 'FAILED') {
    const id = eventIdOf(request, 'SUCCEEDED');
    return { type: 'succeeded', id, ...head, status: 'SUCCEEDED', ...timing };
  }
  return {
    type: 'failed',
    id: eventIdOf(request, 'FAILED'),
    ...head,
    status,
    ...timing,
    ...(failureReason === undefined ? {} : { failureReason }),
    category: categorizeFailure(failureReason),
  };
}

function timingOf(
  { createdDate }: Reading['details'],
  lastInProgressMs: number | undefined,
  at: Date,
  nowMs: number,
): Pick<TerminalRequestEvent, 'durationMs' | 'maxDetectionDelayMs'> {
  const ageMs = createdDate === undefined ? -1 : at.getTime() - createdDate.getTime();
  // The dates are from two clocks. If the age is negative, the clocks differ too much to be of use.
  const age = ageMs < 0 ? undefined : ageMs;
  if (lastInProgressMs === undefined) return age === undefined ? {} : { maxDetectionDelayMs: age };
  const maxDetectionDelayMs = Math.round(nowMs - lastInProgressMs);
  return age === undefined ? { maxDetectionDelayMs } : { durationMs: age, maxDetectionDelayMs };
}
