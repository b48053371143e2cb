/** Requests due this soon come along with those that are due now. */
export const COALESCE_MS = 600;

/** As many last looks as may go beside a running sweep without queueing behind each other. */
const MOST_BESIDE_SWEEP = 10;

/** What the planner must know about the requests of one kind and instance. */
export interface DueView<Item> {
  /** Due now. */
  readonly due: readonly Item[];
  /** How many others would be due within `COALESCE_MS`. */
  readonly soon: number;
  /** What a sweep of the running requests costs, in pages. */
  readonly sweepPages: number;
  /** Whether the lists can be read; without the permission, describes still can. */
  readonly listsUsable: boolean;
  readonly sweeping: boolean;
  /** Whether this is the last look before a deadline. */
  readonly isLastLook: (item: Item) => boolean;
}

/** Which calls cover what is due: each item is in one of `describe`, `later`, or the sweep. */
export interface LookPlan<Item> {
  /** Each gets a describe. */
  readonly describe: readonly Item[];
  /** One sweep of the running requests answers for all of the group. */
  readonly sweep: boolean;
  /** Wait for the sweep that is running. */
  readonly later: readonly Item[];
}

/** Chooses the fewest calls that cover what is due. Pure. */
export function planLooks<Item>(view: DueView<Item>): LookPlan<Item> {
  if (view.due.length === 0) return { describe: [], sweep: false, later: [] };
  if (!view.listsUsable) return { describe: view.due, sweep: false, later: [] };
  if (view.sweeping) return besideSweep(view);
  if (view.due.length + view.soon > view.sweepPages)
    return { describe: [], sweep: true, later: [] };
  return { describe: view.due, sweep: false, later: [] };
}

function besideSweep<Item>({ due, isLastLook }: DueView<Item>): LookPlan<Item> {
  const last = due.filter(isLastLook);
  if (last.length > MOST_BESIDE_SWEEP) return { describe: [], sweep: false, later: due };
  return { describe: last, sweep: false, later: due.filter((item) => !isLastLook(item)) };
}
