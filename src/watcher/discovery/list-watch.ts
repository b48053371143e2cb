import type { Page, Row, StatusApi } from '../../engine/calls/status-api.js';
import type { RequestKind } from '../../engine/requests/kinds.js';
import { now, wallClock } from '../../engine/util/clock.js';
import type { ListOrder } from '../watcher-event.js';
import { BackgroundPass } from './background-pass.js';
import type { RequestIndex } from './request-index.js';
import { addRead, createdMsOf, NOTHING_READ, shouldHaveShown, type ListRead } from './list-read.js';
import { ListReader, type TakeRow } from './list-reader.js';
import { OrderWatch } from './order-watch.js';

/** Requests may turn up in a list so much later than others that were created at the same time. */
const OVERLAP_MS = 300_000;

/** How often the two lists are compared, and the order of one is tried that is not known. */
const CHECK_EVERY_MS = 600_000;

/** So many pages are enough to prove an order; where they are not, the list has none to speak of. */
const LONGEST_TRIAL = 3;

/** How many more requests can be taken; the rest waits in the lists. */
export interface Room {
  /** Whether more can be taken that have ended unseen. */
  readonly hasRoom: boolean;
  /** Whether none at all can be taken. */
  readonly isFull: boolean;
}

/** Who takes what a list shows. */
export interface ListFindings {
  readonly take: TakeRow;
  readonly room: Room;
  readonly onOrder: (order: ListOrder) => void;
  /** The watermark rose; the ids need not be remembered any more. */
  readonly onForgotten: (requestIds: readonly string[]) => void;
}

/** What a sweep read. */
export interface SweepResult {
  readonly pages: number;
  readonly found: number;
}

/**
 * The lists of one kind and instance: finds every request that is new to the book, whether it runs or
 * has ended between two sweeps.
 *
 * Where the list of all requests is one page, or has proved to be newest first, its top says at once
 * what happened since the last sweep. Otherwise the list of running requests is swept. A background
 * pass finds what ended in between; and since it alone raises the watermark of a list of many pages,
 * nothing depends on whether the order stays what it seems to be.
 *
 * Where there is no room for what ended unseen, only the list of running requests is read.
 */
export class ListWatch {
  readonly #reader: ListReader;
  readonly #book: RequestIndex;
  readonly #findings: ListFindings;
  readonly #background: BackgroundPass;
  readonly #order: OrderWatch;
  #isOnePage = false;
  /** Whatever was created by then was seen at the top of the list. */
  #coveredMs: number | undefined;
  #checkAtMs = 0;
  #lastBackgroundDate: number | undefined;

  constructor(
    api: StatusApi,
    query: { readonly kind: RequestKind; readonly instanceArn: string },
    book: RequestIndex,
    findings: ListFindings,
  ) {
    this.#reader = new ListReader(api, query, book, findings.take);
    this.#book = book;
    this.#findings = findings;
    this.#order = new OrderWatch(findings.onOrder);
    this.#background = new BackgroundPass({
      readPage: (nextToken, signal) => this.#readBackgroundPage(nextToken, signal),
      mayGoOn: () => findings.room.hasRoom,
      newestMs: () => this.#newestMs(),
      onSeen: (seenMs) => this.#advance(seenMs),
    });
  }

  get order(): ListOrder {
    return this.#order.order;
  }

  /** How often the whole list was read in the background. */
  get backgroundPasses(): number {
    return this.#background.passes;
  }

  /** Whether the top of the list is not all of it. */
  get needsBackground(): boolean {
    return !this.#isOnePage;
  }

  /** Whether nothing but the background pass finds what ends between two sweeps. */
  get dependsOnBackground(): boolean {
    return this.needsBackground && this.order !== 'newest-first';
  }

  /** Goes on through another connection. */
  connect(api: StatusApi): void {
    this.#reader.connect(api);
  }

  /** Reads what is needed to see everything that runs, and, where the lists allow it, what ended. */
  async sweep(signal: AbortSignal): Promise<SweepResult> {
    const isCheck = now() >= this.#checkAtMs;
    const mayHelp = !this.dependsOnBackground || (isCheck && this.order === 'unknown');
    const isHelpful = mayHelp && this.#findings.room.hasRoom;
    const coveredMs = this.#coveredMs;
    let running = isCheck || !isHelpful ? await this.#readRunning(coveredMs, signal) : undefined;
    const top = isHelpful ? await this.#readTop(signal) : NOTHING_READ;
    if (running !== undefined && shouldHaveShown(top, running)) this.#disprove();
    if (this.dependsOnBackground || !this.#findings.room.hasRoom) {
      running ??= await this.#readRunning(coveredMs, signal);
    }
    if (isCheck) this.#checkAtMs = now() + CHECK_EVERY_MS;
    const { pages, found } = running ?? NOTHING_READ;
    return { pages: top.pages + pages, found: top.found + found };
  }

  /** Reads on in the background. @returns how many pages it read */
  readBackground(signal: AbortSignal): Promise<number> {
    return this.#background.readNext(signal);
  }

  async #readRunning(coveredMs: number | undefined, signal: AbortSignal): Promise<ListRead> {
    let read = NOTHING_READ;
    for await (const page of this.#reader.pages(signal, 'IN_PROGRESS')) {
      if (page.rows.some((row) => this.#slipped(row, coveredMs))) this.#disprove();
      read = addRead(read, page, await this.#reader.takeAll(page.rows));
      if (this.#findings.room.isFull) break;
    }
    return read;
  }

  /** Whether the row should have been seen at the top of the list before, were it newest first. */
  #slipped(row: Row, coveredMs: number | undefined): boolean {
    const createdMs = createdMsOf(row);
    if (coveredMs === undefined || createdMs === undefined) return false;
    return createdMs < coveredMs - OVERLAP_MS && this.#book.judge(row) === 'running';
  }

  async #readTop(signal: AbortSignal): Promise<ListRead> {
    let read = NOTHING_READ;
    this.#order.begin();
    for await (const page of this.#reader.pages(signal)) {
      const dates = page.rows.map(createdMsOf);
      this.#order.learn([read.oldestMs, ...dates]);
      read = addRead(read, page, await this.#reader.takeAll(page.rows));
      this.#isOnePage = read.pages === 1 && read.isWhole;
      if (read.isWhole) break;
      if (!this.#mayGoOn(read, dates)) return read;
      const reachMs = (this.#coveredMs ?? this.#book.watermarkMs) - OVERLAP_MS;
      if (this.order === 'newest-first' && (read.oldestMs ?? Infinity) < reachMs) break;
      if (!this.#findings.room.hasRoom) return read;
    }
    this.#coveredMs = this.#newestMs();
    if (this.#isOnePage && this.#coveredMs !== undefined) this.#advance(this.#coveredMs);
    return read;
  }

  /** Whether more of the list may teach more: rows without dates do not, nor do they say where to stop. */
  #mayGoOn({ pages }: ListRead, dates: readonly (number | undefined)[]): boolean {
    if (dates.every((date) => date === undefined)) this.#order.forget();
    else if (this.order === 'newest-first') return true;
    else if (this.order === 'unknown' && pages < LONGEST_TRIAL) return true;
    this.#coveredMs = undefined;
    return false;
  }

  async #readBackgroundPage(nextToken: string | undefined, signal: AbortSignal): Promise<Page> {
    const page = await this.#reader.page(nextToken, signal);
    const dates = page.rows.map(createdMsOf);
    this.#order.learn([nextToken === undefined ? undefined : this.#lastBackgroundDate, ...dates]);
    this.#lastBackgroundDate = dates.findLast((date) => date !== undefined);
    this.#isOnePage = nextToken === undefined && page.nextToken === undefined;
    await this.#reader.takeAll(page.rows);
    return page;
  }

  #disprove(): void {
    this.#coveredMs = undefined;
    this.#order.disprove();
  }

  #newestMs(): number | undefined {
    return this.#book.newestBy(wallClock().getTime());
  }

  #advance(seenMs: number): void {
    const forgotten = this.#book.advance(seenMs, wallClock().getTime());
    if (forgotten !== undefined) this.#findings.onForgotten(forgotten);
  }
}
