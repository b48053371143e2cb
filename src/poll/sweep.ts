import type { Page, Row } from '../api/status-api.js';
import {
  considerSucceeded,
  learnEverything,
  learnRunning,
  learnSucceeded,
  worthAnotherPage,
  type ListKnowledge,
} from '../plan/list-knowledge.js';
import type { SweepOf } from '../plan/plan-looks.js';
import { isTerminal, type RequestStatus } from '../request/request.js';
import type { Entry } from './entry.js';
import { readRows } from './read-pages.js';

/** What a sweep needs of those who ask for it. */
export interface SweepScope {
  /** The pages of the list of a status, or of all requests. */
  readonly pages: (status?: RequestStatus) => AsyncIterable<Page>;
  /** Takes a row's word about a request that is watched; `false` when it is not. */
  readonly take: (row: Row) => boolean;
}

/**
 * Reads lists until they have told what they can about the `unseen` requests, and takes those it
 * saw out. What is left needs a describe: absence proves nothing.
 *
 * @returns what it learned about the lists
 */
export async function sweep(
  of: SweepOf,
  unseen: Map<string, Entry>,
  scope: SweepScope,
  known: ListKnowledge,
): Promise<ListKnowledge> {
  let learned = known;
  if (of === 'everything') {
    const { complete, knowledge } = await sweepEverything(unseen, scope, known);
    // What the whole list does not show, its parts do not either.
    if (complete || unseen.size === 0) return knowledge;
    learned = knowledge;
  }
  learned = await sweepRunning(unseen, scope, learned);
  return sweepSucceeded(unseen, scope, learned);
}

async function sweepEverything(
  unseen: Map<string, Entry>,
  { pages, take }: SweepScope,
  known: ListKnowledge,
): Promise<{ readonly complete: boolean; readonly knowledge: ListKnowledge }> {
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
  return { complete: read.complete, knowledge: learnEverything(known, result, ended) };
}

async function sweepRunning(
  unseen: Map<string, Entry>,
  { pages, take }: SweepScope,
  known: ListKnowledge,
): Promise<ListKnowledge> {
  const wanted = unseen.size;
  const read = await readRows(
    pages('IN_PROGRESS'),
    (row) => {
      if (unseen.delete(row.requestId)) take(row);
    },
    () => unseen.size === 0,
  );
  return learnRunning(known, { pages: read.pages, wanted, found: wanted - unseen.size });
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
