/** An optional step that is skipped for exponentially more occasions while it does not help. */
export interface SkipBackoff {
  /** How often in a row it did not help. */
  readonly failures: number;
  /** How many occasions are skipped until the next attempt. */
  readonly skips: number;
}

export const NO_BACKOFF: SkipBackoff = { failures: 0, skips: 0 };

const MAX_SKIPS = 32;

/** Whether to attempt the step on this occasion. */
export function isDue({ skips }: SkipBackoff): boolean {
  return skips === 0;
}

/** After an attempt. */
export function attempted({ failures }: SkipBackoff, helped: boolean): SkipBackoff {
  if (helped) return NO_BACKOFF;
  return {
    failures: failures + 1,
    skips: Math.min(2 ** Math.min(failures + 1, 30), MAX_SKIPS),
  };
}

/** After an occasion that was skipped. */
export function skipped(backoff: SkipBackoff): SkipBackoff {
  return backoff.skips === 0 ? backoff : { ...backoff, skips: backoff.skips - 1 };
}

/** What was measured about the lists of one kind and instance, because AWS documents nothing. */
export interface ListKnowledge {
  /** Whether the caller may list at all. */
  readonly allowed: boolean;
  /** Sweeps of any list do not help when they fail. */
  readonly sweeps: SkipBackoff;
  /** The list of all requests does not help if the polled ones are far down in it. */
  readonly allRequests: SkipBackoff;
  /** How many pages of that list contain the polled requests. */
  readonly allRequestsPages: number;
  /** How many pages a sweep of the requests in progress is expected to read. */
  readonly inProgressPages: number;
  /** How many requests a sweep of those in progress is expected not to find, because they have ended. */
  readonly vanishing: number;
  /** The list of successes. */
  readonly successes: SkipBackoff;
}

export const NOTHING_KNOWN: ListKnowledge = {
  allowed: true,
  sweeps: NO_BACKOFF,
  allRequests: NO_BACKOFF,
  allRequestsPages: 1,
  inProgressPages: 1,
  vanishing: 0,
  successes: NO_BACKOFF,
};

/** What a sweep has read and found. */
export interface SweepCounts {
  readonly pages: number;
  /** How many requests it looked for. */
  readonly wanted: number;
  /** How many of them it found. */
  readonly found: number;
}

/** Fewer vanished requests than this are described one by one. */
const MIN_VANISHED = 3;

/** A page of successes must settle more requests than one describe would. */
const MIN_HITS_PER_PAGE = 1.5;

/** A poll without a sweep reduces the expected cost of a sweep to this share. */
const DECAY = 0.8;

/** Whether this poll may read lists. */
export function mayListNow({ allowed, sweeps }: ListKnowledge): boolean {
  return allowed && isDue(sweeps);
}

/** After a poll without a sweep: the cost of the last sweep counts less. */
export function learnNotSwept(known: ListKnowledge): ListKnowledge {
  const inProgressPages = Math.max(1, known.inProgressPages * DECAY);
  return { ...known, inProgressPages, sweeps: skipped(known.sweeps) };
}

/** After a failed sweep. A denial is permanent; other failures may not be. */
export function learnSweepFailed(known: ListKnowledge, denied: boolean): ListKnowledge {
  return { ...known, allowed: known.allowed && !denied, sweeps: attempted(known.sweeps, false) };
}

/** After a sweep of the requests in progress. */
export function learnInProgress(known: ListKnowledge, counts: SweepCounts): ListKnowledge {
  return {
    ...known,
    sweeps: NO_BACKOFF,
    allRequests: skipped(known.allRequests),
    inProgressPages: Math.max(1, counts.pages),
    vanishing: counts.wanted - counts.found,
  };
}

/** After a sweep of all requests. Of those found, `ended` have ended. */
export function learnAllRequests(
  known: ListKnowledge,
  counts: SweepCounts,
  ended: number,
): ListKnowledge {
  return {
    ...known,
    sweeps: NO_BACKOFF,
    allRequests: attempted(known.allRequests, 2 * counts.found >= counts.wanted),
    allRequestsPages: Math.max(1, counts.pages),
    inProgressPages: Math.max(1, Math.ceil((counts.found - ended) / 100)),
    vanishing: ended,
  };
}

/** Whether to read the list of successes for `vanished` requests, and the knowledge after that decision. */
export function considerSuccesses(
  known: ListKnowledge,
  vanished: number,
): { readonly worthwhile: boolean; readonly known: ListKnowledge } {
  if (!known.allowed || vanished < MIN_VANISHED) return { worthwhile: false, known };
  if (isDue(known.successes)) return { worthwhile: true, known };
  return { worthwhile: false, known: { ...known, successes: skipped(known.successes) } };
}

/** Whether the next page of successes is likely to settle more requests than a describe. */
export function worthAnotherPage(pages: number, hits: number, remaining: number): boolean {
  return remaining >= MIN_VANISHED - 1 && hits / pages >= MIN_HITS_PER_PAGE;
}

/** After a sweep of the successes that read `pages` pages and settled `hits` requests. */
export function learnSuccesses(known: ListKnowledge, pages: number, hits: number): ListKnowledge {
  return { ...known, successes: attempted(known.successes, hits > pages) };
}
