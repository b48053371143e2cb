import { isDue, rested, tried, UNTRIED, type SkipBackoff } from './skip-backoff.js';

/**
 * How far the lists of one kind and instance are trusted. Nothing documents whether they show a start
 * or an end later than a describe does, so describes check what lists say: now and then where nothing
 * speaks against them, and as many as fit where something does.
 */
export interface ListTrust {
  /** So many more describes must find nothing late until lists are trusted again; 0 when they are. */
  readonly doubt: number;
  /** How many sweeps are let pass until the next check. */
  readonly rest: number;
  /** Late starts: of no use where they do not mean that ends are late too. */
  readonly suspicions: SkipBackoff;
}

/** A check costs a call: one in so many sweeps does not show in what all of them cost. */
const SWEEPS_A_CHECK = 25;

/** Of so many describes at least one meets an end, unless requests take minutes. */
const SUSPICION = 300;

const PROOF = 2 * SUSPICION;

/** An end tells more than a request that is still running: a late list would have contradicted it. */
const WEIGHT_OF_END = 150;

export const TRUSTED: ListTrust = { doubt: 0, rest: SWEEPS_A_CHECK, suspicions: UNTRIED };

/** Whether lists are known or suspected to be late. */
export function areLate({ doubt }: ListTrust): boolean {
  return doubt > 0;
}

/** Whether it is time to ask a list again about what is known to have ended. */
export function isEvidenceOld({ doubt }: ListTrust): boolean {
  return doubt <= SUSPICION;
}

/**
 * How many of the requests that a sweep saw are described all the same.
 *
 * @param room how many describes more may be under way
 */
export function checksAfterSweep(trust: ListTrust, room: number): number {
  if (areLate(trust)) return Math.max(0, room);
  return trust.rest === 0 ? Math.min(1, Math.max(0, room)) : 0;
}

/** A sweep is done, and its checks are on their way. */
export function learnSwept(trust: ListTrust): ListTrust {
  return { ...trust, rest: trust.rest === 0 ? SWEEPS_A_CHECK : trust.rest - 1 };
}

/** No list has shown a request yet that a describe says is running. */
export function learnStartLate(trust: ListTrust): ListTrust {
  if (areLate(trust) || isDue(trust.suspicions)) {
    return { ...trust, doubt: Math.max(trust.doubt, SUSPICION) };
  }
  return { ...trust, suspicions: rested(trust.suspicions) };
}

/** A list says that a request is running whose end was known before the list was asked. */
export function learnEndLate(trust: ListTrust): ListTrust {
  return { ...trust, doubt: PROOF, suspicions: UNTRIED };
}

/** A describe has told how it stands with a request, and no list has contradicted it so far. */
export function learnDescribed(trust: ListTrust, hasEnded: boolean): ListTrust {
  if (!areLate(trust)) return trust;
  const doubt = Math.max(0, trust.doubt - (hasEnded ? WEIGHT_OF_END : 1));
  return {
    ...trust,
    doubt,
    suspicions: doubt > 0 ? trust.suspicions : tried(trust.suspicions, false),
  };
}
