import { invalid } from '../protocol/service-error.js';

/** The requested part of a list. */
export interface PageRequest {
  readonly maxResults: number | undefined;
  readonly nextToken: string | undefined;
  /** The name of the list. A token is valid for one list only. */
  readonly list: string;
}

/** A page of a list, and the token of the next one, if any. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: string | undefined;
}

/** The largest page, and the default. */
const LARGEST_PAGE = 100;

/**
 * Cuts one page out of `rows`.
 *
 * The token is an offset into the current rows, not into those of the first page. So a row that leaves the
 * list between two pages can hide another one, and a row that is added can make another one appear twice.
 * AWS documents no stronger guarantee.
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
