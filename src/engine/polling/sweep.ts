import type { Page, Row } from '../calls/status-api.js';
import { isTerminal, type RequestStatus } from '../requests/request.js';
import {
  considerSuccesses,
  learnAllRequests,
  learnInProgress,
  learnSuccesses,
  worthAnotherPage,
  type ListKnowledge,
} from './list-knowledge.js';
import type { SweptList } from './plan-polls.js';
import type { PolledRequest } from './polled-request.js';
import { readRows } from '../calls/pages.js';

/** How a sweep reads pages and reports rows. */
export interface SweepDeps {
  /** The pages of the list of a status, or of all requests. */
  readonly pages: (status?: RequestStatus) => AsyncIterable<Page>;
  /** Receives each row. @returns whether it is about a polled request */
  readonly onRow: (row: Row) => boolean;
}

/** The result of a sweep, apart from its rows. */
export interface SweepReport {
  /** What it learned about the lists. */
  readonly known: ListKnowledge;
  /**
   * Whether the list that does not show the remaining requests was a single page. A row can be skipped
   * between two pages, because a request that ends meanwhile shifts the others.
   */
  readonly onOnePage: boolean;
}

/**
 * Searches lists for the `unseen` requests, and removes those that it finds. The others need a describe,
 * because absence proves nothing.
 */
export async function sweep(
  list: SweptList,
  unseen: Map<string, PolledRequest>,
  deps: SweepDeps,
  known: ListKnowledge,
): Promise<SweepReport> {
  let learned = known;
  if (list === 'all-requests') {
    const { pages, complete, knowledge } = await sweepAllRequests(unseen, deps, known);
    // The filtered lists contain no request that the whole list does not contain.
    if (complete || unseen.size === 0) return { known: knowledge, onOnePage: pages === 1 };
    learned = knowledge;
  }
  const { pages, knowledge } = await sweepInProgress(unseen, deps, learned);
  return { known: await sweepSuccesses(unseen, deps, knowledge), onOnePage: pages === 1 };
}

interface ListSwept {
  readonly pages: number;
  /** Whether the last page was read. */
  readonly complete: boolean;
  readonly knowledge: ListKnowledge;
}

async function sweepAllRequests(
  unseen: Map<string, PolledRequest>,
  { pages, onRow }: SweepDeps,
  known: ListKnowledge,
): Promise<ListSwept> {
  const searched = unseen.size;
  let ended = 0;
  let unseenBefore = searched;
  const read = await readRows(
    pages(),
    (row) => {
      if (unseen.delete(row.requestId) && isTerminal(row.reading.status)) ended += 1;
      onRow(row);
    },
    () => {
      const foundNothing = unseen.size === unseenBefore;
      unseenBefore = unseen.size;
      return unseen.size === 0 || foundNothing;
    },
  );
  const counts = { pages: read.pages, searched, found: searched - unseen.size };
  return { ...read, knowledge: learnAllRequests(known, counts, ended) };
}

async function sweepInProgress(
  unseen: Map<string, PolledRequest>,
  { pages, onRow }: SweepDeps,
  known: ListKnowledge,
): Promise<ListSwept> {
  const searched = unseen.size;
  const read = await readRows(
    pages('IN_PROGRESS'),
    (row) => {
      unseen.delete(row.requestId);
      onRow(row);
    },
    () => unseen.size === 0,
  );
  const counts = { pages: read.pages, searched, found: searched - unseen.size };
  return { ...read, knowledge: learnInProgress(known, counts) };
}

/** If many requests are unlisted, reads the successes for as long as that is worthwhile. */
async function sweepSuccesses(
  unseen: Map<string, PolledRequest>,
  { pages, onRow }: SweepDeps,
  known: ListKnowledge,
): Promise<ListKnowledge> {
  const unlisted = [...unseen.values()].filter((request) => request.succeedsByRow).length;
  const considered = considerSuccesses(known, unlisted);
  if (!considered.worthwhile) return considered.known;
  let hits = 0;
  const read = await readRows(
    pages('SUCCEEDED'),
    (row) => {
      unseen.delete(row.requestId);
      if (onRow(row)) hits += 1;
    },
    (pagesRead) => !worthAnotherPage(pagesRead, hits, unseen.size),
  );
  return learnSuccesses(considered.known, read.pages, hits);
}
