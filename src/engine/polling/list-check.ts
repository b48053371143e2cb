import type { Row } from '../calls/status-api.js';
import { isTerminal, type RequestStatus } from '../requests/request.js';
import { attempted, isDue, NO_BACKOFF, skipped, type SkipBackoff } from './list-knowledge.js';
import type { PolledRequest } from './polled-request.js';

/** Remembering more ends than this does not improve the check of a list. */
const MAX_ENDS = 100;

export interface AfterSweep {
  /** Requests that a describe must resolve or verify. */
  readonly describe: readonly PolledRequest[];
  /** Requests that the lists may show later. */
  readonly wait: readonly PolledRequest[];
}

/** Compares lists with describes, and chooses which requests to describe in order to verify lists. */
export class ListCheck {
  #trust = TRUSTED;
  /** Requests whose end a describe has reported since the last sweep began. */
  #ended = new Set<string>();
  /** Requests whose end was known before the running sweep began. */
  #endedBefore: ReadonlySet<string> = new Set();
  /** Whether the list of the last sweep was a single page. */
  #wasOnePage = false;

  /** Whether to prefer describes over lists, as long as few are due. */
  get prefersDescribes(): boolean {
    const canRecheck = isRecheckDue(this.#trust) && this.#ended.size > 0;
    return areLate(this.#trust) && !canRecheck;
  }

  sweepBegins(): void {
    this.#endedBefore = this.#ended;
    this.#ended = new Set();
  }

  /** Processes a list row, possibly of a request that is no longer polled. */
  listed({ requestId, reading }: Row): void {
    const isLate = !isTerminal(reading.status) && this.#endedBefore.has(requestId);
    if (isLate) this.#trust = learnEndLate(this.#trust);
  }

  /** Processes the status that a describe has reported. */
  described(request: PolledRequest, status: RequestStatus): void {
    // The list showed the end first.
    if (request.visibility === 'gone') return;
    const hasEnded = isTerminal(status);
    if (hasEnded && this.#ended.size < MAX_ENDS) this.#ended.add(request.ref.requestId);
    this.#trust = learnDescribed(this.#trust, hasEnded);
    if (hasEnded || request.visibility !== 'missing' || !this.#wasOnePage) return;
    // Once per request, because some lists may never show it.
    request.visibility = 'late';
    this.#trust = learnStartLate(this.#trust);
  }

  /**
   * Chooses the requests to describe after a sweep: those that it did not find, because absence proves
   * nothing, and some of those that it found, to verify the list.
   *
   * @param unseen those that the sweep did not find
   * @param polled all that are not being described
   * @param room how many more describes may be in flight
   */
  afterSweep(
    unseen: readonly PolledRequest[],
    polled: () => readonly PolledRequest[],
    { onOnePage, room }: { readonly onOnePage: boolean; readonly room: number },
  ): AfterSweep {
    const late = areLate(this.#trust);
    const unresolved: PolledRequest[] = [];
    const waiting = new Set<PolledRequest>();
    for (const request of unseen) {
      if (!request.isLastPoll && mayAppear(request, late, unresolved.length < room)) {
        waiting.add(request);
      } else unresolved.push(request);
      if (request.visibility === 'unknown') request.visibility = 'missing';
      if (request.visibility === 'in-progress') request.visibility = 'gone';
    }
    this.#wasOnePage = onOnePage;
    const checks = checksAfterSweep(this.#trust, room - unresolved.length);
    this.#trust = learnSwept(this.#trust);
    if (checks === 0) return { describe: unresolved, wait: [...waiting] };
    const others = new Set(polled());
    for (const request of unresolved) others.delete(request);
    const checked = longestUndescribed([...others], checks);
    for (const request of checked) waiting.delete(request);
    return { describe: [...unresolved, ...checked], wait: [...waiting] };
  }
}

/** Whether to wait for the next sweep, because it may show the request. */
function mayAppear({ visibility }: PolledRequest, late: boolean, hasRoom: boolean): boolean {
  if (visibility === 'in-progress' || visibility === 'gone') return false;
  // If starts may be late, a few describes suffice to verify the list.
  return late || (visibility === 'unknown' && !hasRoom);
}

function longestUndescribed(
  requests: readonly PolledRequest[],
  count: number,
): readonly PolledRequest[] {
  return requests.toSorted((one, other) => one.describedAtMs - other.describedAtMs).slice(0, count);
}

/**
 * Whether the lists of one kind and instance are consistent with describes. AWS does not document whether a
 * list shows a start or an end later than a describe does. So describes verify lists: one now and then
 * while lists are consistent, and as many as possible after an inconsistency.
 */
export interface ListTrust {
  /** How many describes must find no inconsistency until lists are trusted again; 0 when they are. */
  readonly checksLeft: number;
  /** How many sweeps remain until the next check. */
  readonly sweepsUntilCheck: number;
  /** Late starts are ignored more and more often while ends are on time. */
  readonly lateStarts: SkipBackoff;
}

/** A check costs one call; at this rate that is negligible. */
const SWEEPS_PER_CHECK = 25;

/** This many describes usually include an end, unless requests take minutes. */
const CHECKS_AFTER_LATE_START = 300;

const CHECKS_AFTER_LATE_END = 2 * CHECKS_AFTER_LATE_START;

/** An end is stronger evidence than a request in progress, because a late list would contradict it. */
const CHECKS_PER_END = 150;

export const TRUSTED: ListTrust = {
  checksLeft: 0,
  sweepsUntilCheck: SWEEPS_PER_CHECK,
  lateStarts: NO_BACKOFF,
};

/** Whether lists are known or suspected to be late. */
export function areLate({ checksLeft }: ListTrust): boolean {
  return checksLeft > 0;
}

/** Whether to compare a list with the ends that describes have reported. */
export function isRecheckDue({ checksLeft }: ListTrust): boolean {
  return checksLeft <= CHECKS_AFTER_LATE_START;
}

/**
 * How many of the requests that a sweep found are described anyway.
 *
 * @param room how many more describes may be in flight
 */
export function checksAfterSweep(trust: ListTrust, room: number): number {
  if (areLate(trust)) return Math.max(0, room);
  return trust.sweepsUntilCheck === 0 ? Math.min(1, Math.max(0, room)) : 0;
}

/** A sweep has ended, and its checks have started. */
export function learnSwept(trust: ListTrust): ListTrust {
  return {
    ...trust,
    sweepsUntilCheck: trust.sweepsUntilCheck === 0 ? SWEEPS_PER_CHECK : trust.sweepsUntilCheck - 1,
  };
}

/** A describe reports a request in progress that no list has shown yet. */
export function learnStartLate(trust: ListTrust): ListTrust {
  if (areLate(trust) || isDue(trust.lateStarts)) {
    return { ...trust, checksLeft: Math.max(trust.checksLeft, CHECKS_AFTER_LATE_START) };
  }
  return { ...trust, lateStarts: skipped(trust.lateStarts) };
}

/** A list shows a request in progress whose end was known before the list was read. */
export function learnEndLate(trust: ListTrust): ListTrust {
  return { ...trust, checksLeft: CHECKS_AFTER_LATE_END, lateStarts: NO_BACKOFF };
}

/** A describe has reported a request, and no list has contradicted it so far. */
export function learnDescribed(trust: ListTrust, hasEnded: boolean): ListTrust {
  if (!areLate(trust)) return trust;
  const checksLeft = Math.max(0, trust.checksLeft - (hasEnded ? CHECKS_PER_END : 1));
  return {
    ...trust,
    checksLeft,
    lateStarts: checksLeft > 0 ? trust.lateStarts : attempted(trust.lateStarts, false),
  };
}
