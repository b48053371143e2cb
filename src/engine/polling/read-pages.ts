import { eachPage } from '../calls/each-page.js';
import type { CallUrgency, Page, PageQuery, Row, StatusApi } from '../calls/status-api.js';

/** The pages of a list, read one after the other for as long as the consumer asks for more. */
export function readPages(
  api: StatusApi,
  query: PageQuery,
  signal: AbortSignal,
  urgency: CallUrgency = {},
): AsyncGenerator<Page, void, void> {
  return eachPage((nextToken) =>
    api.listPage(nextToken === undefined ? query : { ...query, nextToken }, signal, urgency),
  );
}

/** How far a list was read. */
export interface ReadSoFar {
  readonly pages: number;
  /** Whether there were no more. */
  readonly complete: boolean;
}

/** Hands over each row of the pages until there are no more or `isEnough`, asked after each page. */
export async function readRows(
  pages: AsyncIterable<Page>,
  onRow: (row: Row) => void,
  isEnough: (pagesRead: number) => boolean,
): Promise<ReadSoFar> {
  let pagesRead = 0;
  for await (const { rows } of pages) {
    pagesRead += 1;
    rows.forEach(onRow);
    if (isEnough(pagesRead)) return { pages: pagesRead, complete: false };
  }
  return { pages: pagesRead, complete: true };
}
