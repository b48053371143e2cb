import type { Page, Row } from '../../engine/calls/status-api.js';

/** What was read of a list so far, from its top down. */
export interface ListRead {
  readonly pages: number;
  /** How many requests were not known before. */
  readonly found: number;
  readonly rows: readonly Row[];
  /** The date of the last row that has one, in epoch milliseconds. */
  readonly oldestMs: number | undefined;
  /** Whether there was no more to read. */
  readonly isWhole: boolean;
}

export const NOTHING_READ: ListRead = {
  pages: 0,
  found: 0,
  rows: [],
  oldestMs: undefined,
  isWhole: false,
};

/** What was read once a page more was. Pure. */
export function addRead(read: ListRead, { rows, nextToken }: Page, found: number): ListRead {
  const dates = rows.map(createdMsOf);
  return {
    pages: read.pages + 1,
    found: read.found + found,
    rows: [...read.rows, ...rows],
    oldestMs: dates.findLast((date) => date !== undefined) ?? read.oldestMs,
    isWhole: nextToken === undefined,
  };
}

/**
 * Whether the top of a list, read right after the list of running requests, does not show one that
 * must be there if the list is newest first. Pure.
 */
export function shouldHaveShown(top: ListRead, running: ListRead): boolean {
  const { oldestMs } = top;
  if (top.isWhole || oldestMs === undefined) return false;
  const shown = new Set(top.rows.map(({ requestId }) => requestId));
  return running.rows.some((row) => {
    const createdMs = createdMsOf(row);
    return createdMs !== undefined && createdMs > oldestMs && !shown.has(row.requestId);
  });
}

/** When the request of a row was created, in epoch milliseconds. */
export function createdMsOf({ reading }: Row): number | undefined {
  return reading.details.createdDate?.getTime();
}
