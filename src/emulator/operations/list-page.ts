import { invalid } from '../protocol/service-error.js';

/** Which part of a list is asked for. */
export interface PageRequest {
  readonly maxResults: number | undefined;
  readonly nextToken: string | undefined;
  /** What the list is of: a token of one list is no good for another. */
  readonly list: string;
}

/** A part of a list, and the token of the next part if there is one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: string | undefined;
}

/** What a list call answers at most, and when nothing is said. */
const LARGEST_PAGE = 100;

/**
 * Cuts one page out of `rows`.
 *
 * The cursor is an offset into the rows as they are now, not as they were for the first page. A row
 * that leaves the list during a sweep pulls the later ones forward, and one of them falls between
 * two pages; a row that enters pushes them back, and one of them comes twice. The real service
 * promises nothing better, and whoever sweeps it has to live with it.
 */
export function pageOf<T>(rows: readonly T[], request: PageRequest): Page<T> {
  const start = request.nextToken === undefined ? 0 : readToken(request.nextToken, request.list);
  const end = start + (request.maxResults ?? LARGEST_PAGE);
  return {
    items: rows.slice(start, end),
    nextToken: end < rows.length ? writeToken(end, request.list) : undefined,
  };
}

function writeToken(offset: number, list: string): string {
  return Buffer.from(JSON.stringify([list, offset])).toString('base64url');
}

function readToken(token: string, list: string): number {
  const [tokenList, offset] = decode(token);
  if (
    tokenList !== list ||
    typeof offset !== 'number' ||
    !Number.isSafeInteger(offset) ||
    offset < 1
  ) {
    throw invalid('The NextToken value is not valid for this request.');
  }
  return offset;
}

function decode(token: string): readonly unknown[] {
  try {
    const content: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    return Array.isArray(content) ? content : [];
  } catch {
    return [];
  }
}
