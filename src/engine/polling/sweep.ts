import type { Page, Row } from '../calls/status-api.js';
import {
  considerSucceeded,
  learnEverything,
  learnRunning,
  learnSucceeded,
  worthAnotherPage,
  type ListKnowledge,
} from './list-knowledge.js';
import type { SweepOf } from './plan-polls.js';
import { isTerminal, type RequestStatus } from '../requests/request.js';
import type { Entry } from './entry.js';
import { readRows } from './read-pages.js';

/** What a sweep needs of those who ask for it. */
export interface SweepScope {
  /** The pages of the list of a status, or of all requests. */
  readonly pages: (status?: RequestStatus) => AsyncIterable<Page>;
  /** Takes a row's word; `false` when it is not of a request that is watched. */
  readonly take: (row: Row) => boolean;
}

/** What a sweep tells besides what it took. */
export interface SweepReport {
  /** What it learned about the lists. */
  readonly known: ListKnowledge;
  /**
   * Whether the list that does not show what is left was a single page. From one page to the next a
   * row may slip through, since what ends in between moves all others.
   */
  readonly onOnePage: boolean;
}

/**
 * Reads lists until they have told what they can about the `unseen` requests, and takes those it
 * saw out. What is left needs a describe: absence proves nothing.
 */
export async function sweep(
  of: SweepOf,
  unseen: Map<string, Entry>,
  scope: SweepScope,
  known: ListKnowledge,
): Promise<SweepReport> {
  let learned = known;
  if (of === 'everything') {
    const { pages, complete, knowledge } = await sweepEverything(unseen, scope, known);
    // What the whole list does not show, its parts do not either.
    if (complete || unseen.size === 0) return { known: knowledge, onOnePage: pages === 1 };
    learned = knowledge;
  }
  const { pages, knowledge } = await sweepRunning(unseen, scope, learned);
  return { known: await sweepSucceeded(unseen, scope, knowledge), onOnePage: pages === 1 };
}

interface ListSwept {
  readonly pages: number;
  /** Whether there were no more. */
  readonly complete: boolean;
  readonly knowledge: ListKnowledge;
}

async function sweepEverything(
  unseen: Map<string, Entry>,
  { pages, take }: SweepScope,
  known: ListKnowledge,
): Promise<ListSwept> {
  const wanted = unseen.size;
  let ended = 0;
  let unseenBefore = wanted;
  const read = await readRows(
    pages(),
    (row) => {
      if (unseen.delete(row.requestId) && isTerminal(row.reading.status)) ended += 1;
      take(row);
    },
    () => {
      const fruitless = unseen.size === unseenBefore;
      unseenBefore = unseen.size;
      return unseen.size === 0 || fruitless;
    },
  );
  const result = { pages: read.pages, wanted, found: wanted - unseen.size };
  return { ...read, knowledge: learnEverything(known, result, ended) };
}

async function sweepRunning(
  unseen: Map<string, Entry>,
  { pages, take }: SweepScope,
  known: ListKnowledge,
): Promise<ListSwept> {
  const wanted = unseen.size;
  const read = await readRows(
    pages('IN_PROGRESS'),
    (row) => {
      unseen.delete(row.requestId);
      take(row);
    },
    () => unseen.size === 0,
  );
  const result = { pages: read.pages, wanted, found: wanted - unseen.size };
  return { ...read, knowledge: learnRunning(known, result) };
}

/** Where many vanished, reads the successes for as long as that is worth it. */
async function sweepSucceeded(
  unseen: Map<string, Entry>,
  { pages, take }: SweepScope,
  known: ListKnowledge,
): Promise<ListKnowledge> {
  const vanished = [...unseen.values()].filter((entry) => entry.settlesByRow).length;
  const considered = considerSucceeded(known, vanished);
  if (!considered.worthwhile) return considered.known;
  let hits = 0;
  const read = await readRows(
    pages('SUCCEEDED'),
    (row) => {
      unseen.delete(row.requestId);
      if (take(row)) hits += 1;
    },
    (pagesRead) => !worthAnotherPage(pagesRead, hits, unseen.size),
  );
  return learnSucceeded(considered.known, read.pages, hits);
}
