import type { Row } from '../calls/status-api.js';
import { isTerminal, type RequestStatus } from '../requests/request.js';
import {
  areLate,
  checksAfterSweep,
  isEvidenceOld,
  learnDescribed,
  learnEndLate,
  learnStartLate,
  learnSwept,
  TRUSTED,
} from './list-trust.js';
import type { PolledRequest } from './polled-request.js';

/** More ends than this do not improve the check of a list. */
const MAX_ENDS = 100;

export interface AfterSweep {
  /** Requests that a describe must resolve or verify. */
  readonly describe: readonly PolledRequest[];
  /** Requests whose start the lists do not show yet. */
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
    const isCheckDue = isEvidenceOld(this.#trust) && this.#ended.size > 0;
    return areLate(this.#trust) && !isCheckDue;
  }

  sweepBegins(): void {
    this.#endedBefore = this.#ended;
    this.#ended = new Set();
  }

  /** A list row, possibly of a request that is not polled any more. */
  listed({ requestId, reading }: Row): void {
    const isLate = !isTerminal(reading.status) && this.#endedBefore.has(requestId);
    if (isLate) this.#trust = learnEndLate(this.#trust);
  }

  /** The status that a describe has reported. */
  described(request: PolledRequest, status: RequestStatus): void {
    // The list was first.
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
   * Which requests to describe after a sweep: those that it did not find, because absence proves nothing,
   * and some of those that it found, to verify the list.
   *
   * @param unseen those that the sweep looked for and did not find
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

/** Whether a request that a list did not show may appear in the next sweep. */
function mayAppear({ visibility }: PolledRequest, late: boolean, hasRoom: boolean): boolean {
  if (visibility === 'in-progress' || visibility === 'gone') return false;
  // If starts may be late, a few describes find out for all.
  return late || (visibility === 'unknown' && !hasRoom);
}

function longestUndescribed(
  requests: readonly PolledRequest[],
  count: number,
): readonly PolledRequest[] {
  return requests.toSorted((one, other) => one.describedAtMs - other.describedAtMs).slice(0, count);
}
