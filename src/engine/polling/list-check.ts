import type { Row } from '../calls/status-api.js';
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
import { isTerminal, type RequestStatus } from '../requests/request.js';
import type { Entry } from './entry.js';

/** So many ends are plenty to check a list by. */
const MOST_ENDS = 100;

export interface AfterSweep {
  /** Absence proves nothing, and presence little where lists are late. */
  readonly describe: readonly Entry[];
  /** Their start has not come to the lists yet. */
  readonly wait: readonly Entry[];
}

/** Holds what lists say against what describes say, and chooses what to describe to find out. */
export class ListCheck {
  #trust = TRUSTED;
  /** Whose end a describe has told since the last sweep began. */
  #ended = new Set<string>();
  /** Whose end was known before the running sweep began. */
  #endedBefore: ReadonlySet<string> = new Set();
  /** Whether the last sweep's list was a single page. */
  #wasOnePage = false;

  /** Whether describes tell sooner than lists do, as long as they are few. */
  get prefersDescribes(): boolean {
    const isToBeChecked = isEvidenceOld(this.#trust) && this.#ended.size > 0;
    return areLate(this.#trust) && !isToBeChecked;
  }

  sweepBegins(): void {
    this.#endedBefore = this.#ended;
    this.#ended = new Set();
  }

  /** A list row, of a request that may not be watched any more. */
  listed({ requestId, reading }: Row): void {
    const isLate = !isTerminal(reading.status) && this.#endedBefore.has(requestId);
    if (isLate) this.#trust = learnEndLate(this.#trust);
  }

  /** A describe's word. */
  described(entry: Entry, status: RequestStatus): void {
    // The list told first.
    if (entry.sighting === 'gone') return;
    const hasEnded = isTerminal(status);
    if (hasEnded && this.#ended.size < MOST_ENDS) this.#ended.add(entry.ref.requestId);
    this.#trust = learnDescribed(this.#trust, hasEnded);
    if (hasEnded || entry.sighting !== 'missed' || !this.#wasOnePage) return;
    // Once per request: some lists may never show it.
    entry.sighting = 'late';
    this.#trust = learnStartLate(this.#trust);
  }

  /**
   * Whom to describe after a sweep: those that it did not see, since absence proves nothing, and some
   * of those that it saw, to check the list.
   *
   * @param unseen those that the sweep looked for and did not see
   * @param watched all that are not being described
   * @param room how many describes more may be under way
   */
  afterSweep(
    unseen: readonly Entry[],
    watched: () => readonly Entry[],
    { onOnePage, room }: { readonly onOnePage: boolean; readonly room: number },
  ): AfterSweep {
    const late = areLate(this.#trust);
    const gone: Entry[] = [];
    const waiting = new Set<Entry>();
    for (const entry of unseen) {
      if (!entry.lastPoll && mayComeYet(entry, late, gone.length < room)) waiting.add(entry);
      else gone.push(entry);
      if (entry.sighting === 'none') entry.sighting = 'missed';
      if (entry.sighting === 'running') entry.sighting = 'gone';
    }
    this.#wasOnePage = onOnePage;
    const checks = checksAfterSweep(this.#trust, room - gone.length);
    this.#trust = learnSwept(this.#trust);
    if (checks === 0) return { describe: gone, wait: [...waiting] };
    const others = new Set(watched());
    for (const entry of gone) others.delete(entry);
    const checked = longestUndescribed([...others], checks);
    for (const entry of checked) waiting.delete(entry);
    return { describe: [...gone, ...checked], wait: [...waiting] };
  }
}

/** Whether a request that a list did not show is left to the next sweep. */
function mayComeYet({ sighting }: Entry, late: boolean, hasRoom: boolean): boolean {
  if (sighting === 'running' || sighting === 'gone') return false;
  // Where starts may be late, a few describes find out for all.
  return late || (sighting === 'none' && !hasRoom);
}

function longestUndescribed(entries: readonly Entry[], count: number): readonly Entry[] {
  return entries.toSorted((one, other) => one.describedAtMs - other.describedAtMs).slice(0, count);
}
