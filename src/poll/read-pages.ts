import type { Page, PageQuery, Row, StatusApi } from '../api/status-api.js';

/**
 * Reads the pages of a list one after the other, for as long as the consumer asks for more. A token
 * that leads to itself ends the list: it would be read for ever.
 */
export async function* readPages(
  api: StatusApi,
  query: PageQuery,
  signal: AbortSignal,
): AsyncGenerator<Page, void, void> {
  let next: PageQuery | undefined = query;
  while (next !== undefined) {
    const page: Page = await api.listPage(next, signal);
    yield page;
    next = queryAfter(next, page);
  }
}

/**
 * Hands over each row of the pages until there are no more or `isEnough`, asked after each page.
 *
 * @returns how many pages were read
 */
export async function readRows(
  pages: AsyncIterable<Page>,
  onRow: (row: Row) => void,
  isEnough: (pagesRead: number) => boolean,
): Promise<number> {
  let pagesRead = 0;
  for await (const { rows } of pages) {
    pagesRead += 1;
    rows.forEach(onRow);
    if (isEnough(pagesRead)) break;
  }
  return pagesRead;
}

function queryAfter(query: PageQuery, { nextToken }: Page): PageQuery | undefined {
  if (nextToken === undefined || nextToken === query.nextToken) return undefined;
  return { ...query, nextToken };
}
