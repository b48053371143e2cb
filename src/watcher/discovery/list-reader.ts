import type { Page, Row, StatusApi } from '../../engine/calls/status-api.js';
import { readPages } from '../../engine/polling/read-pages.js';
import type { RequestKind } from '../../engine/requests/kinds.js';
import type { RequestStatus } from '../../engine/requests/request.js';
import type { Classification, RequestIndex } from './request-index.js';

/** Takes a request that was not known before; resolves when it is stored. */
export type TakeRow = (row: Row, judgement: Exclude<Classification, 'nothing'>) => Promise<void>;

/** Reads the lists of one kind and instance, through one connection after the other. */
export class ListReader {
  readonly #query: { readonly kind: RequestKind; readonly instanceArn: string };
  readonly #book: RequestIndex;
  readonly #take: TakeRow;
  #api: StatusApi;

  constructor(
    api: StatusApi,
    query: { readonly kind: RequestKind; readonly instanceArn: string },
    book: RequestIndex,
    take: TakeRow,
  ) {
    this.#api = api;
    this.#query = query;
    this.#book = book;
    this.#take = take;
  }

  /** Goes on through another connection. */
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

  /** Takes what is new. @returns how many requests that were, once they are stored */
  async takeAll(rows: readonly Row[]): Promise<number> {
    const taken: Promise<void>[] = [];
    for (const row of rows) {
      const judgement = this.#book.judge(row);
      if (judgement !== 'nothing') taken.push(this.#take(row, judgement));
    }
    await Promise.all(taken);
    return taken.length;
  }
}
