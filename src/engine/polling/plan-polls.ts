import { mayListNow, type ListKnowledge } from './list-knowledge.js';
import { isDue } from './skip-backoff.js';

/** Requests due this soon come along with those that are due now. */
export const COALESCE_MS = 600;

/**
 * As many describes as may be under way without queueing behind each other: a second's worth at the
 * usual pace.
 */
export const MAX_DESCRIBES = 10;

/** What the planner must know about the requests of one kind and instance. */
export interface DueView<Item> {
  /** Due now. */
  readonly due: readonly Item[];
  /** How many others would be due within `COALESCE_MS`. */
  readonly soon: number;
  readonly known: ListKnowledge;
  readonly sweeping: boolean;
  /** How many describes are under way. */
  readonly describing?: number;
  /** Whether describes tell sooner than lists do. */
  readonly listsAreLate?: boolean;
  /** Whether the running sweep may be given up for one that goes before all other calls. */
  readonly replaceable?: boolean;
  /** Whether this is the last look before a deadline. */
  readonly isLastPoll: (item: Item) => boolean;
}

/**
 * Which list a sweep reads: of the running requests, which leaves those that vanished to be
 * resolved; or of all requests, which says of each how it stands.
 */
export type SweepOf = 'running' | 'everything';

/** Which calls cover what is due: each item is in one of `describe`, `later`, or the sweep. */
export interface PollPlan<Item> {
  /** Each gets a describe. */
  readonly describe: readonly Item[];
  /** One sweep answers for all of the group; it replaces one that is running. */
  readonly sweep: SweepOf | undefined;
  /** Wait for the sweep that is running. */
  readonly later: readonly Item[];
}

/** Chooses the fewest calls that cover what is due. Pure. */
export function planPolls<Item>(view: DueView<Item>): PollPlan<Item> {
  const { due, soon, known } = view;
  const describeAll = { describe: due, sweep: undefined, later: [] };
  if (due.length === 0 || !known.allowed) return describeAll;
  // Describes for all would not be done in time, so lists are tried even when they failed before.
  const manyLast = due.filter(view.isLastPoll).length > MAX_DESCRIBES;
  if (!manyLast && !mayListNow(known)) return describeAll;
  if (view.sweeping) return besideSweep(view);
  const { describing = 0, listsAreLate = false } = view;
  if (listsAreLate && describing + due.length + soon <= MAX_DESCRIBES) return describeAll;
  const { of, pages } = cheapestSweep(known);
  return due.length + soon > pages ? { describe: [], sweep: of, later: [] } : describeAll;
}

/** How many requests must be due for a sweep to be worth its pages. */
export function cheapestSweep(known: ListKnowledge): {
  readonly of: SweepOf;
  readonly pages: number;
} {
  const { everythingPages, runningPages, vanishing } = known;
  const everything = isDue(known.everything) && everythingPages <= runningPages + vanishing;
  return everything
    ? { of: 'everything', pages: everythingPages }
    : { of: 'running', pages: runningPages };
}

/** More requests than these that will be due soon change no plan. */
export function mostThatCount(known: ListKnowledge): number {
  return Math.ceil(Math.max(cheapestSweep(known).pages, MAX_DESCRIBES)) + 1;
}

function besideSweep<Item>({
  due,
  known,
  isLastPoll,
  replaceable = false,
}: DueView<Item>): PollPlan<Item> {
  const last = due.filter(isLastPoll);
  if (last.length > MAX_DESCRIBES && replaceable) {
    return { describe: [], sweep: cheapestSweep(known).of, later: [] };
  }
  const describe = last.length > MAX_DESCRIBES ? [] : last;
  return { describe, sweep: undefined, later: due.filter((item) => !describe.includes(item)) };
}
