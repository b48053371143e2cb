/** Backoff of an optional step: after each attempt that did not help, the number of skips doubles. */
export interface SkipBackoff {
  /** Attempts in a row that did not help. */
  readonly failures: number;
  /** How many times it is skipped before the next attempt. */
  readonly skips: number;
}

export const NO_BACKOFF: SkipBackoff = { failures: 0, skips: 0 };

const MAX_SKIPS = 32;

/** Whether to attempt the step this time. */
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

/** After the step was skipped. */
export function skipped(backoff: SkipBackoff): SkipBackoff {
  return backoff.skips === 0 ? backoff : { ...backoff, skips: backoff.skips - 1 };
}

/** Measurements of the lists of one kind and instance. AWS documents neither their order nor their delays. */
export interface ListKnowledge {
  /** Whether the kind has lists and the caller may read them. */
  readonly allowed: boolean;
  /** Sweeps of any list; a failed one does not help. */
  readonly sweeps: SkipBackoff;
  /** Sweeps of all requests; they do not help if the polled requests are far down in the list. */
  readonly allRequests: SkipBackoff;
  /** How many pages of that list contain the polled requests. */
  readonly allRequestsPages: number;
  /** How many pages a sweep of the requests in progress is expected to read. */
  readonly inProgressPages: number;
  /** How many requests a sweep of those in progress is expected not to find, because they have ended. */
  readonly expectedUnlisted: number;
  /** Sweeps of the successes. */
  readonly successes: SkipBackoff;
}

export const NOTHING_KNOWN: ListKnowledge = {
  allowed: true,
  sweeps: NO_BACKOFF,
  allRequests: NO_BACKOFF,
  allRequestsPages: 1,
  inProgressPages: 1,
  expectedUnlisted: 0,
  successes: NO_BACKOFF,
};

/** For a kind whose requests are not listed. */
export const NO_LISTS: ListKnowledge = { ...NOTHING_KNOWN, allowed: false };

/** The counts of a sweep. */
export interface SweepCounts {
  readonly pages: number;
  /** How many requests it searched for. */
  readonly searched: number;
  /** How many of them it found. */
  readonly found: number;
}

/** Fewer unlisted requests than this are described one by one. */
const MIN_UNLISTED = 3;

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
    expectedUnlisted: counts.searched - counts.found,
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
    allRequests: attempted(known.allRequests, 2 * counts.found >= counts.searched),
    allRequestsPages: Math.max(1, counts.pages),
    inProgressPages: Math.max(1, Math.ceil((counts.found - ended) / 100)),
    expectedUnlisted: ended,
  };
}

/** Whether to search the successes for `unlisted` requests, and the knowledge after that decision. */
export function considerSuccesses(
  known: ListKnowledge,
  unlisted: number,
): { readonly worthwhile: boolean; readonly known: ListKnowledge } {
  if (!known.allowed || unlisted < MIN_UNLISTED) return { worthwhile: false, known };
  if (isDue(known.successes)) return { worthwhile: true, known };
  return { worthwhile: false, known: { ...known, successes: skipped(known.successes) } };
}

/** Whether the next page of successes is likely to settle more requests than a describe. */
export function worthAnotherPage(pages: number, hits: number, remaining: number): boolean {
  return remaining >= MIN_UNLISTED - 1 && hits / pages >= MIN_HITS_PER_PAGE;
}

/** After a sweep of the successes that read `pages` pages and settled `hits` requests. */
export function learnSuccesses(known: ListKnowledge, pages: number, hits: number): ListKnowledge {
  return { ...known, successes: attempted(known.successes, hits > pages) };
}
