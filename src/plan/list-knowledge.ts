/** What was learned about the lists of one kind and instance. Nothing documents it, so it is measured. */
export interface ListKnowledge {
  /** Pages that a sweep of running requests is expected to read. */
  readonly runningPages: number;
  /** Whether the service lets the caller read lists. */
  readonly usable: boolean;
  /** How many occasions to read the list of successes are let pass, because it was of no use. */
  readonly skipSucceeded: number;
  /** Sweeps of successes in a row that found less than they cost. */
  readonly fruitless: number;
}

export const NOTHING_KNOWN: ListKnowledge = {
  runningPages: 1,
  usable: true,
  skipSucceeded: 0,
  fruitless: 0,
};

/** Fewer vanished requests than this are described one by one. */
const MANY = 3;

/** A page must settle more requests than the one that a describe would. */
const WORTH_A_PAGE = 1.5;

/** What a round without a sweep leaves of the expected cost of one. */
const FADING = 0.8;

/** A list that was of no use is tried again after at most this many occasions. */
const LONGEST_SKIP = 32;

/** A sweep of the running requests read `pages` pages. */
export function learnRunning(known: ListKnowledge, pages: number): ListKnowledge {
  return { ...known, runningPages: Math.max(1, pages) };
}

/** A round went without a sweep: what the last one read counts less and less. */
export function learnNotSwept(known: ListKnowledge): ListKnowledge {
  return { ...known, runningPages: Math.max(1, known.runningPages * FADING) };
}

/** The service refused to list. */
export function learnRefused(known: ListKnowledge): ListKnowledge {
  return { ...known, usable: false };
}

/** Whether the list of successes is worth reading for `vanished` requests, and what that occasion teaches. */
export function considerSucceeded(
  known: ListKnowledge,
  vanished: number,
): { readonly worthwhile: boolean; readonly known: ListKnowledge } {
  if (!known.usable || vanished < MANY) return { worthwhile: false, known };
  if (known.skipSucceeded === 0) return { worthwhile: true, known };
  return { worthwhile: false, known: { ...known, skipSucceeded: known.skipSucceeded - 1 } };
}

/** Whether the next page of successes is likely to settle more than a describe. */
export function worthAnotherPage(pages: number, hits: number, remaining: number): boolean {
  return remaining >= MANY - 1 && hits / pages >= WORTH_A_PAGE;
}

/** A sweep of the successes read `pages` pages and settled `hits` requests. */
export function learnSucceeded(known: ListKnowledge, pages: number, hits: number): ListKnowledge {
  if (hits > pages) return { ...known, fruitless: 0, skipSucceeded: 0 };
  const fruitless = known.fruitless + 1;
  return { ...known, fruitless, skipSucceeded: Math.min(2 ** fruitless, LONGEST_SKIP) };
}
