import type { CallUrgency, Page, PageQuery, Row, StatusApi } from './status-api.js';

/**
 * The pages of a paged operation, each loaded when the consumer requests it. A token that was seen before
 * ends the iteration, because it would repeat forever.
 */
export async function* eachPage<Loaded extends { readonly nextToken?: string }>(
  load: (token: string | undefined) => Promise<Loaded>,
): AsyncGenerator<Loaded, void, void> {
  const seen = new Set<string | undefined>();
  let token: string | undefined;
  do {
    seen.add(token);
    const page = await load(token);
    yield page;
    token = page.nextToken;
  } while (token !== undefined && !seen.has(token));
}

/** The pages of a list, each read when the consumer requests it. */
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
  /** Whether the last page was read. */
  readonly complete: boolean;
}

/** Calls `onRow` for each row, until the last page or until `isEnough`, which is called after each page. */
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
