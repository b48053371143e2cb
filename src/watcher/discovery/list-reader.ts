import type { Page, Row, StatusApi } from '../../engine/calls/status-api.js';
import { readPages } from '../../engine/calls/pages.js';
import type { ListedKind } from '../../engine/requests/kinds.js';
import type { RequestStatus } from '../../engine/requests/request.js';
import type { NewRequest, RequestIndex } from './request-index.js';

/** Stores a new request; resolves when it is stored. */
export type OnNewRow = (row: Row, classification: NewRequest) => Promise<void>;

/** Reads the lists of one kind and instance. It outlives the connection. */
export class ListReader {
  readonly #query: { readonly kind: ListedKind; readonly instanceArn: string };
  readonly #index: RequestIndex;
  readonly #onNewRow: OnNewRow;
  #api: StatusApi;

  constructor(
    api: StatusApi,
    query: { readonly kind: ListedKind; readonly instanceArn: string },
    index: RequestIndex,
    onNewRow: OnNewRow,
  ) {
    this.#api = api;
    this.#query = query;
    this.#index = index;
    this.#onNewRow = onNewRow;
  }

  /** Uses another connection from now on. */
  connect(api: StatusApi): void {
    this.#api = api;
  }

  /** The pages of the list of a status, or of all requests. */
  pages(signal: AbortSignal, status?: RequestStatus): AsyncIterable<Page> {
    const filter = status === undefined ? {} : { status };
    return readPages(this.#api, { ...this.#query, ...filter }, signal);
  }

  /** One page of the list of all requests. */
  page(nextToken: string | undefined, signal: AbortSignal): Promise<Page> {
    const token = nextToken === undefined ? {} : { nextToken };
    return this.#api.listPage({ ...this.#query, ...token }, signal);
  }

  /** Stores the new requests among the rows. @returns how many there were */
  async storeNew(rows: readonly Row[]): Promise<number> {
    const stored: Promise<void>[] = [];
    for (const row of rows) {
      const classification = this.#index.classify(row);
      if (classification !== 'ignored') stored.push(this.#onNewRow(row, classification));
    }
    await Promise.all(stored);
    return stored.length;
  }
}

/** The part of a list that was read so far, top down. */
export interface ListRead {
  readonly pages: number;
  /** The number of new requests. */
  readonly found: number;
  readonly rows: readonly Row[];
  /** The date of the last row that has one, in epoch milliseconds. */
  readonly oldestMs: number | undefined;
  /** Whether the last page was read. */
  readonly isComplete: boolean;
}

export const NOTHING_READ: ListRead = {
  pages: 0,
  found: 0,
  rows: [],
  oldestMs: undefined,
  isComplete: false,
};

/** Adds a page to the part that was read. Pure. */
export function addPage(read: ListRead, { rows, nextToken }: Page, found: number): ListRead {
  const dates = rows.map(createdMsOf);
  return {
    pages: read.pages + 1,
    found: read.found + found,
    rows: [...read.rows, ...rows],
    oldestMs: dates.findLast((date) => date !== undefined) ?? read.oldestMs,
    isComplete: nextToken === undefined,
  };
}

/**
 * Whether the top of a list misses a request that it must show if it is newest first. The list of requests
 * in progress was read right before. Pure.
 */
export function missesRow(top: ListRead, inProgress: ListRead): boolean {
  const { oldestMs } = top;
  if (top.isComplete || oldestMs === undefined) return false;
  const shown = new Set(top.rows.map(({ requestId }) => requestId));
  return inProgress.rows.some((row) => {
    const createdMs = createdMsOf(row);
    return createdMs !== undefined && createdMs > oldestMs && !shown.has(row.requestId);
  });
}

/** When the request of a row was created, in epoch milliseconds. */
export function createdMsOf({ reading }: Row): number | undefined {
  return reading.details.createdDate?.getTime();
}
