import { isDue, mayListNow, type ListKnowledge } from './list-knowledge.js';

/** Requests that are due within this time are polled together with those that are due now. */
export const COALESCE_MS = 600;

/** The number of describes in flight that causes no queueing: one second of calls at the default rate. */
export const MAX_DESCRIBES = 10;

/** The input of the planner: the requests of one kind and instance. */
export interface PollView<Item> {
  /** Due now. */
  readonly due: readonly Item[];
  /** How many others are due within `COALESCE_MS`. */
  readonly soon: number;
  readonly known: ListKnowledge;
  readonly sweeping: boolean;
  /** How many describes are in flight. */
  readonly describing?: number;
  /** Whether describes report changes sooner than lists do. */
  readonly listsAreLate?: boolean;
  /** Whether an urgent sweep may replace the running one. */
  readonly replaceable?: boolean;
  /** Whether this is the last poll before a deadline. */
  readonly isLastPoll: (item: Item) => boolean;
}

/**
 * The list that a sweep reads first. `in-progress`: requests that have ended are not in the list, and are
 * resolved later. `all-requests`: each row reports the status of its request.
 */
export type SweptList = 'in-progress' | 'all-requests';

/** The calls for the due requests. Each is in `describe`, in `wait`, or covered by the sweep. */
export interface PollPlan<Item> {
  /** Each gets a describe. */
  readonly describe: readonly Item[];
  /** One sweep covers the whole group. It replaces a running one. */
  readonly sweep: SweptList | undefined;
  /** Items that wait for the running sweep. */
  readonly wait: readonly Item[];
}

/** Chooses the fewest calls that cover the due requests. Pure. */
export function planPolls<Item>(view: PollView<Item>): PollPlan<Item> {
  const { due, soon, known } = view;
  const describeAll = { describe: due, sweep: undefined, wait: [] };
  if (due.length === 0 || !known.allowed) return describeAll;
  // Describes for all would not finish in time, so lists are tried even after a failure.
  const manyLast = due.filter(view.isLastPoll).length > MAX_DESCRIBES;
  if (!manyLast && !mayListNow(known)) return describeAll;
  if (view.sweeping) return besideSweep(view);
  const { describing = 0, listsAreLate = false } = view;
  if (listsAreLate && describing + due.length + soon <= MAX_DESCRIBES) return describeAll;
  const { list, pages } = cheapestSweep(known);
  return due.length + soon > pages ? { describe: [], sweep: list, wait: [] } : describeAll;
}

/** The cheapest sweep. It is worthwhile if more requests are due than it has pages. */
export function cheapestSweep(known: ListKnowledge): {
  readonly list: SweptList;
  readonly pages: number;
} {
  const { allRequestsPages, inProgressPages, expectedUnlisted } = known;
  const all = isDue(known.allRequests) && allRequestsPages <= inProgressPages + expectedUnlisted;
  return all
    ? { list: 'all-requests', pages: allRequestsPages }
    : { list: 'in-progress', pages: inProgressPages };
}

/** More soon-due requests than this do not change the plan. */
export function maxRelevant(known: ListKnowledge): number {
  return Math.ceil(Math.max(cheapestSweep(known).pages, MAX_DESCRIBES)) + 1;
}

function besideSweep<Item>({
  due,
  known,
  isLastPoll,
  replaceable = false,
}: PollView<Item>): PollPlan<Item> {
  const last = due.filter(isLastPoll);
  if (last.length > MAX_DESCRIBES && replaceable) {
    return { describe: [], sweep: cheapestSweep(known).list, wait: [] };
  }
  const describe = last.length > MAX_DESCRIBES ? [] : last;
  return { describe, sweep: undefined, wait: due.filter((item) => !describe.includes(item)) };
}
