import { attempted, isDue, NO_BACKOFF, skipped, type SkipBackoff } from './list-knowledge.js';

/**
 * Whether the lists of one kind and instance are consistent with describes. AWS does not document whether a
 * list shows a start or an end later than a describe does. So describes verify lists: one now and then
 * while lists are consistent, and as many as possible after an inconsistency.
 */
export interface ListTrust {
  /** How many describes must find no inconsistency until lists are trusted again; 0 when they are. */
  readonly doubt: number;
  /** How many sweeps remain until the next check. */
  readonly untilCheck: number;
  /** Late starts are ignored where they do not imply late ends. */
  readonly lateStarts: SkipBackoff;
}

/** A check costs one call; at this rate that is negligible. */
const SWEEPS_PER_CHECK = 25;

/** This many describes include at least one end, unless requests take minutes. */
const DOUBT_OF_LATE_START = 300;

const DOUBT_OF_LATE_END = 2 * DOUBT_OF_LATE_START;

/** An end is stronger evidence than a request in progress, because a late list would contradict it. */
const EVIDENCE_OF_END = 150;

export const TRUSTED: ListTrust = {
  doubt: 0,
  untilCheck: SWEEPS_PER_CHECK,
  lateStarts: NO_BACKOFF,
};

/** Whether lists are known or suspected to be late. */
export function areLate({ doubt }: ListTrust): boolean {
  return doubt > 0;
}

/** Whether it is time to compare a list with ends that describes have found. */
export function isEvidenceOld({ doubt }: ListTrust): boolean {
  return doubt <= DOUBT_OF_LATE_START;
}

/**
 * How many of the requests that a sweep found are described anyway.
 *
 * @param room how many more describes may be in flight
 */
export function checksAfterSweep(trust: ListTrust, room: number): number {
  if (areLate(trust)) return Math.max(0, room);
  return trust.untilCheck === 0 ? Math.min(1, Math.max(0, room)) : 0;
}

/** After a sweep, when its checks have started. */
export function learnSwept(trust: ListTrust): ListTrust {
  return {
    ...trust,
    untilCheck: trust.untilCheck === 0 ? SWEEPS_PER_CHECK : trust.untilCheck - 1,
  };
}

/** No list has shown a request yet that a describe reports in progress. */
export function learnStartLate(trust: ListTrust): ListTrust {
  if (areLate(trust) || isDue(trust.lateStarts)) {
    return { ...trust, doubt: Math.max(trust.doubt, DOUBT_OF_LATE_START) };
  }
  return { ...trust, lateStarts: skipped(trust.lateStarts) };
}

/** A list shows a request in progress whose end was known before the list was read. */
export function learnEndLate(trust: ListTrust): ListTrust {
  return { ...trust, doubt: DOUBT_OF_LATE_END, lateStarts: NO_BACKOFF };
}

/** A describe has reported a request, and no list has contradicted it so far. */
export function learnDescribed(trust: ListTrust, hasEnded: boolean): ListTrust {
  if (!areLate(trust)) return trust;
  const doubt = Math.max(0, trust.doubt - (hasEnded ? EVIDENCE_OF_END : 1));
  return {
    ...trust,
    doubt,
    lateStarts: doubt > 0 ? trust.lateStarts : attempted(trust.lateStarts, false),
  };
}
