import { isDue, rested, tried, UNTRIED, type SkipBackoff } from './skip-backoff.js';

/** What was learned about the lists of one kind and instance. Nothing documents it, so it is measured. */
export interface ListKnowledge {
  /** Whether the caller may list at all. */
  readonly allowed: boolean;
  /** Sweeps of any list: of no use when they fail. */
  readonly sweeps: SkipBackoff;
  /** The list of all requests: of no use where those waited for are far down in it. */
  readonly everything: SkipBackoff;
  /** Pages of that list that hold those waited for. */
  readonly everythingPages: number;
  /** Pages that a sweep of running requests is expected to read. */
  readonly runningPages: number;
  /** How many requests a sweep of running requests is expected to miss, because they have ended. */
  readonly vanishing: number;
  /** The list of successes. */
  readonly successes: SkipBackoff;
}

export const NOTHING_KNOWN: ListKnowledge = {
  allowed: true,
  sweeps: UNTRIED,
  everything: UNTRIED,
  everythingPages: 1,
  runningPages: 1,
  vanishing: 0,
  successes: UNTRIED,
};

/** What a sweep has read and found. */
export interface SweepResult {
  readonly pages: number;
  /** How many requests it looked for. */
  readonly wanted: number;
  /** How many of them it saw. */
  readonly found: number;
}

/** Fewer vanished requests than this are described one by one. */
const MANY = 3;

/** A page of successes must settle more requests than the one that a describe would. */
const WORTH_A_PAGE = 1.5;

/** What a round without a sweep leaves of the expected cost of one. */
const FADING = 0.8;

/** Whether lists are to be read in this round. */
export function mayListNow({ allowed, sweeps }: ListKnowledge): boolean {
  return allowed && isDue(sweeps);
}

/** A round went without a sweep: what the last one read counts less and less. */
export function learnNotSwept(known: ListKnowledge): ListKnowledge {
  const runningPages = Math.max(1, known.runningPages * FADING);
  return { ...known, runningPages, sweeps: rested(known.sweeps) };
}

/** The service denied listing, which lasts, or a sweep failed, which may not. */
export function learnSweepFailed(known: ListKnowledge, denied: boolean): ListKnowledge {
  return { ...known, allowed: known.allowed && !denied, sweeps: tried(known.sweeps, false) };
}

/** A sweep of the running requests is done. */
export function learnRunning(known: ListKnowledge, result: SweepResult): ListKnowledge {
  return {
    ...known,
    sweeps: UNTRIED,
    everything: rested(known.everything),
    runningPages: Math.max(1, result.pages),
    vanishing: result.wanted - result.found,
  };
}

/** A sweep of all requests is done; `ended` of those it found have ended. */
export function learnEverything(
  known: ListKnowledge,
  result: SweepResult,
  ended: number,
): ListKnowledge {
  return {
    ...known,
    sweeps: UNTRIED,
    everything: tried(known.everything, 2 * result.found >= result.wanted),
    everythingPages: Math.max(1, result.pages),
    runningPages: Math.max(1, Math.ceil((result.found - ended) / 100)),
    vanishing: ended,
  };
}

/** Whether the list of successes is worth reading for `vanished` requests, and what that occasion teaches. */
export function considerSucceeded(
  known: ListKnowledge,
  vanished: number,
): { readonly worthwhile: boolean; readonly known: ListKnowledge } {
  if (!known.allowed || vanished < MANY) return { worthwhile: false, known };
  if (isDue(known.successes)) return { worthwhile: true, known };
  return { worthwhile: false, known: { ...known, successes: rested(known.successes) } };
}

/** Whether the next page of successes is likely to settle more than a describe. */
export function worthAnotherPage(pages: number, hits: number, remaining: number): boolean {
  return remaining >= MANY - 1 && hits / pages >= WORTH_A_PAGE;
}

/** A sweep of the successes read `pages` pages and settled `hits` requests. */
export function learnSucceeded(known: ListKnowledge, pages: number, hits: number): ListKnowledge {
  return { ...known, successes: tried(known.successes, hits > pages) };
}
