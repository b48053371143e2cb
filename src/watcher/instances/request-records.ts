import type { Row } from '../../engine/calls/status-api.js';
import type { RequestKind } from '../../engine/requests/kinds.js';
import { now, wallClock } from '../../engine/util/clock.js';
import { RequestIndex, type Classification } from '../discovery/request-index.js';
import { discoveredEvent, terminalEvent } from './request-events.js';
import type { Followed, FollowEnd } from '../following/followed.js';
import type { Found } from '../store/stored-requests.js';
import type { Recorder } from '../store/recorder.js';
import {
  deleteOpen,
  deleteReported,
  putOpen,
  putReported,
  putWatermark,
  type ListRecords,
} from '../store/records.js';

/** What is remembered, stored and told of the requests of one kind and instance. */
export class RequestRecords {
  readonly book: RequestIndex;
  /** Requests that were followed when the watcher stopped. */
  readonly open: readonly Found[];
  /** Whether there was a state to go on from. */
  readonly isContinued: boolean;
  readonly #list: { readonly kind: RequestKind; readonly instanceArn: string };
  readonly #recorder: Recorder;

  /** @param sinceMs since when ended requests count, where the records do not say */
  constructor(
    list: { readonly kind: RequestKind; readonly instanceArn: string },
    records: ListRecords,
    recorder: Recorder,
    sinceMs: number,
  ) {
    this.#list = list;
    this.#recorder = recorder;
    this.open = records.open;
    this.isContinued = records.watermarkMs !== undefined;
    this.book = new RequestIndex(records.watermarkMs ?? sinceMs, records.reported);
    for (const { requestId } of records.open) this.book.open(requestId);
  }

  /** Stores from when on it watches, where the state does not say yet. */
  async begin(): Promise<void> {
    if (this.isContinued) return;
    await this.#recorder.commit([putWatermark(this.#list, this.book.watermarkMs)]);
  }

  /**
   * The service's clock was found to be behind this machine's by so many milliseconds. Requests that it
   * dates before the start may have been made since then.
   */
  async clockIsBehind(ms: number): Promise<void> {
    if (this.isContinued || ms <= 0) return;
    this.book.reachBack(ms);
    await this.#recorder.commit([putWatermark(this.#list, this.book.watermarkMs)]);
  }

  /** Stores a request that a list shows for the first time; and tells it, where it runs. */
  async take(
    { requestId, reading }: Row,
    judgement: Exclude<Classification, 'nothing'>,
  ): Promise<Found> {
    this.book.open(requestId);
    const found: Found = {
      ...this.#list,
      requestId,
      discoveredAt: wallClock(),
      details: reading.details,
      ...(judgement === 'ended' ? { ended: reading } : {}),
    };
    const open = putOpen(found);
    await (judgement === 'ended'
      ? this.#recorder.commit([open])
      : this.#recorder.record(discoveredEvent(found), [open]));
    return found;
  }

  /** Stores and tells how a request ended. */
  async end(followed: Followed, end: Extract<FollowEnd, { type: 'ended' }>): Promise<void> {
    const { found } = followed;
    const event = terminalEvent(followed, end.reading, { at: wallClock(), nowMs: now() });
    // A list and a describe may give different dates: the id is remembered for the later one.
    const dates = [found.details.createdDate, event.createdDate].flatMap((date) => date ?? []);
    const createdMs = Math.max(...dates.map((date) => date.getTime()));
    const reported = {
      reportedMs: event.at.getTime(),
      ...(dates.length === 0 ? {} : { createdMs }),
    };
    this.book.report(found.requestId, reported);
    await this.#recorder.record(event, [deleteOpen(event), putReported(event, reported)]);
  }

  /** Stores that the service does not know a request any more. */
  async lose({ found }: Followed): Promise<void> {
    this.book.lose(found.requestId, wallClock().getTime());
    await this.#recorder.commit([deleteOpen(found)]);
  }

  /** The watermark rose; the ids need not be remembered any more. */
  forget(requestIds: readonly string[]): void {
    const forgotten = requestIds.map((requestId) => deleteReported({ ...this.#list, requestId }));
    const watermark = putWatermark(this.#list, this.book.watermarkMs);
    // It fails only when the watcher is stopped: then the next one forgets them.
    this.#recorder.commit([watermark, ...forgotten]).catch(() => undefined);
  }
}
