import type { Page, Row, StatusApi } from '../../engine/calls/status-api.js';
import type { ListedKind } from '../../engine/requests/kinds.js';
import { now, wallClock } from '../../engine/util/clock.js';
import type { ListOrder } from '../watcher-event.js';
import { BackgroundPass } from './background-pass.js';
import { OrderTracker } from './list-order.js';
import {
  addPage,
  createdMsOf,
  ListReader,
  missesRow,
  NOTHING_READ,
  type ListRead,
  type OnNewRow,
} from './list-reader.js';
import type { RequestIndex } from './request-index.js';

/** A request may appear in a list this much later than others that were created at the same time. */
const OVERLAP_MS = 300_000;

/** The interval for comparing the two lists, and for measuring an unknown order. */
const CHECK_INTERVAL_MS = 600_000;

/** This many pages are enough to prove an order. */
const MAX_TRIAL_PAGES = 3;

/** Whether more requests can be followed. The others stay in the lists. */
export interface Capacity {
  /** Whether more requests that ended unseen can be followed. */
  readonly hasRoom: boolean;
  /** Whether no request at all can be followed. */
  readonly isFull: boolean;
}

/** Receives what the lists show. */
export interface ListListener {
  readonly onNewRow: OnNewRow;
  readonly capacity: Capacity;
  readonly onOrder: (order: ListOrder) => void;
  /** The watermark rose, so these ids need not be remembered. */
  readonly onForgotten: (requestIds: readonly string[]) => void;
}

/** The result of a sweep. */
export interface SweepResult {
  readonly pages: number;
  readonly found: number;
}

/**
 * The lists of one kind and instance. Finds every request that is not in the index, whether it is in
 * progress or has ended between two sweeps.
 *
 * If the list of all requests is one page, or has proved to be newest first, its top shows what happened
 * since the last sweep. Otherwise the list of requests in progress is swept. A background pass finds
 * requests that ended in between. Only the background pass raises the watermark of a list of several pages,
 * so correctness does not depend on the measured order.
 *
 * While there is no room for requests that ended unseen, only the list of requests in progress is read.
 */
export class ListWatch {
  readonly #reader: ListReader;
  readonly #index: RequestIndex;
  readonly #listener: ListListener;
  readonly #background: BackgroundPass;
  readonly #order: OrderTracker;
  #isOnePage = false;
  /** All requests that were created by then have been seen at the top of the list. */
  #coveredMs: number | undefined;
  #nextCheckMs = 0;
  #lastBackgroundDate: number | undefined;

  constructor(
    api: StatusApi,
    query: { readonly kind: ListedKind; readonly instanceArn: string },
    index: RequestIndex,
    listener: ListListener,
  ) {
    this.#reader = new ListReader(api, query, index, listener.onNewRow);
    this.#index = index;
    this.#listener = listener;
    this.#order = new OrderTracker(listener.onOrder);
    this.#background = new BackgroundPass({
      readPage: (nextToken, signal) => this.#readBackgroundPage(nextToken, signal),
      canContinue: () => listener.capacity.hasRoom,
      newestMs: () => this.#newestMs(),
      onCovered: (coveredMs) => this.#advance(coveredMs),
    });
  }

  get order(): ListOrder {
    return this.#order.order;
  }

  /** The number of complete background passes. */
  get backgroundPasses(): number {
    return this.#background.passes;
  }

  /** Whether the list has more than one page. */
  get needsBackground(): boolean {
    return !this.#isOnePage;
  }

  /** Whether only the background pass finds requests that end between two sweeps. */
  get dependsOnBackground(): boolean {
    return this.needsBackground && this.order !== 'newest-first';
  }

  /** Uses another connection from now on. */
  connect(api: StatusApi): void {
    this.#reader.connect(api);
  }

  /** Finds all requests in progress, and if the lists allow it, those that have ended. */
  async sweep(signal: AbortSignal): Promise<SweepResult> {
    const isCheck = now() >= this.#nextCheckMs;
    const topMayHelp = !this.dependsOnBackground || (isCheck && this.order === 'unknown');
    const readsTop = topMayHelp && this.#listener.capacity.hasRoom;
    const coveredMs = this.#coveredMs;
    let inProgress =
      isCheck || !readsTop ? await this.#readInProgress(coveredMs, signal) : undefined;
    const top = readsTop ? await this.#readTop(signal) : NOTHING_READ;
    if (inProgress !== undefined && missesRow(top, inProgress)) this.#disproveOrder();
    if (this.dependsOnBackground || !this.#listener.capacity.hasRoom) {
      inProgress ??= await this.#readInProgress(coveredMs, signal);
    }
    if (isCheck) this.#nextCheckMs = now() + CHECK_INTERVAL_MS;
    const { pages, found } = inProgress ?? NOTHING_READ;
    return { pages: top.pages + pages, found: top.found + found };
  }

  /** Reads the next part in the background. @returns how many pages it read */
  readBackground(signal: AbortSignal): Promise<number> {
    return this.#background.readNext(signal);
  }

  async #readInProgress(coveredMs: number | undefined, signal: AbortSignal): Promise<ListRead> {
    let read = NOTHING_READ;
    for await (const page of this.#reader.pages(signal, 'IN_PROGRESS')) {
      if (page.rows.some((row) => this.#wasMissed(row, coveredMs))) this.#disproveOrder();
      read = addPage(read, page, await this.#reader.storeNew(page.rows));
      if (this.#listener.capacity.isFull) break;
    }
    return read;
  }

  /** Whether the top of the list would have shown the row before, if it were newest first. */
  #wasMissed(row: Row, coveredMs: number | undefined): boolean {
    const createdMs = createdMsOf(row);
    if (coveredMs === undefined || createdMs === undefined) return false;
    return createdMs < coveredMs - OVERLAP_MS && this.#index.classify(row) === 'in-progress';
  }

  async #readTop(signal: AbortSignal): Promise<ListRead> {
    let read = NOTHING_READ;
    this.#order.begin();
    for await (const page of this.#reader.pages(signal)) {
      const dates = page.rows.map(createdMsOf);
      this.#order.learn([read.oldestMs, ...dates]);
      read = addPage(read, page, await this.#reader.storeNew(page.rows));
      this.#isOnePage = read.pages === 1 && read.isComplete;
      if (read.isComplete) break;
      if (!this.#continuesTop(read, dates)) return read;
      const reachMs = (this.#coveredMs ?? this.#index.watermarkMs) - OVERLAP_MS;
      if (this.order === 'newest-first' && (read.oldestMs ?? Infinity) < reachMs) break;
      if (!this.#listener.capacity.hasRoom) return read;
    }
    this.#coveredMs = this.#newestMs();
    if (this.#isOnePage && this.#coveredMs !== undefined) this.#advance(this.#coveredMs);
    return read;
  }

  /** Whether to read another page. Rows without dates prove no order, and do not show where to stop. */
  #continuesTop({ pages }: ListRead, dates: readonly (number | undefined)[]): boolean {
    if (dates.every((date) => date === undefined)) this.#order.reset();
    else if (this.order === 'newest-first') return true;
    else if (this.order === 'unknown' && pages < MAX_TRIAL_PAGES) return true;
    this.#coveredMs = undefined;
    return false;
  }

  async #readBackgroundPage(nextToken: string | undefined, signal: AbortSignal): Promise<Page> {
    const page = await this.#reader.page(nextToken, signal);
    const dates = page.rows.map(createdMsOf);
    this.#order.learn([nextToken === undefined ? undefined : this.#lastBackgroundDate, ...dates]);
    this.#lastBackgroundDate = dates.findLast((date) => date !== undefined);
    this.#isOnePage = nextToken === undefined && page.nextToken === undefined;
    await this.#reader.storeNew(page.rows);
    return page;
  }

  #disproveOrder(): void {
    this.#coveredMs = undefined;
    this.#order.disprove();
  }

  #newestMs(): number | undefined {
    return this.#index.newestBy(wallClock().getTime());
  }

  #advance(coveredMs: number): void {
    const forgotten = this.#index.advance(coveredMs, wallClock().getTime());
    if (forgotten !== undefined) this.#listener.onForgotten(forgotten);
  }
}
