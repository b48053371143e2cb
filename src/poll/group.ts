import { faultFrom } from '../api/call-error.js';
import { isPassing, type Fault } from '../api/fault.js';
import type { Row, StatusApi } from '../api/status-api.js';
import { learnNotSwept, learnSweepFailed, NOTHING_KNOWN } from '../plan/list-knowledge.js';
import { COALESCE_MS, cheapestSweep, planLooks, type SweepOf } from '../plan/plan-looks.js';
import { KINDS, type RequestKind } from '../request/kinds.js';
import { isTerminal } from '../request/request.js';
import { Alarm } from '../schedule/alarm.js';
import { delayAfterFailuresMs, nextDelayMs } from '../schedule/cadence.js';
import { now } from '../schedule/clock.js';
import { Entry } from './entry.js';
import type { Observation } from './observation.js';
import { readPages } from './read-pages.js';
import { sweep, type SweepScope } from './sweep.js';
import type { ActiveWatch, Watch } from './watch.js';

/** A request that was started just now has not ended yet; the first look can wait this long. */
const FRESH_MS = 1_000;

/** So many denied in a row, and none answered in between: it is not about one request. */
const DENIED_FOR_ALL = 3;

/**
 * The watched requests of one kind and instance: looks at them when they are due, with the calls
 * that the planner chooses, and tells their watches what was seen.
 */
export class Group {
  readonly #api: StatusApi;
  readonly #kind: RequestKind;
  readonly #instanceArn: string;
  readonly #entries = new Map<string, Entry>();
  readonly #alarm = new Alarm<Entry>((due) => this.#look(due));
  #sweeping: { readonly controller: AbortController; readonly urgent: boolean } | undefined;
  #later: Entry[] = [];
  #known = NOTHING_KNOWN;
  #deniedInARow = 0;

  constructor(api: StatusApi, kind: RequestKind, instanceArn: string) {
    this.#api = api;
    this.#kind = kind;
    this.#instanceArn = instanceArn;
  }

  get size(): number {
    return this.#entries.size;
  }

  watch(watch: Watch): ActiveWatch {
    const { requestId, started } = watch.ref;
    const known = this.#entries.get(requestId);
    const entry = known ?? new Entry(watch.ref, now());
    entry.watches.add(watch);
    if (known === undefined) {
      this.#entries.set(requestId, entry);
      this.#alarm.add(entry, now() + (started === undefined ? 0 : FRESH_MS));
    }
    return {
      lookNow: () => this.#lookNow(entry),
      cancel: () => {
        entry.watches.delete(watch);
        if (entry.watches.size === 0) this.#drop(entry);
      },
    };
  }

  /** A describe under way may be hanging, or asleep between two attempts, so it is made anew. */
  #lookNow(entry: Entry): void {
    if (!this.#isLive(entry)) return;
    entry.cancelDescribe();
    entry.lastLook = true;
    this.#alarm.add(entry, now());
  }

  #look(due: readonly Entry[]): void {
    const { pages } = cheapestSweep(this.#known);
    const plan = planLooks({
      due: due.filter((entry) => this.#isLive(entry) && !entry.isDescribing),
      soon: this.#alarm.countDueBy(now() + COALESCE_MS, Math.ceil(pages) + 1),
      known: this.#known,
      sweeping: this.#sweeping !== undefined,
      replaceable: this.#sweeping?.urgent === false,
      isLastLook: (entry) => entry.lastLook,
    });
    for (const entry of plan.describe) void this.#describe(entry);
    this.#later.push(...plan.later);
    const urgent = due.some((entry) => entry.lastLook);
    if (plan.sweep) void this.#sweep(plan.sweep, urgent);
    else if (plan.describe.length > 0) this.#known = learnNotSwept(this.#known);
  }

  async #describe(entry: Entry): Promise<void> {
    if (!this.#isLive(entry) || entry.isDescribing) return;
    this.#alarm.remove(entry);
    const signal = entry.beginDescribe();
    const urgent = entry.lastLook;
    try {
      const { reading, response } = await this.#api.describe(entry.ref, signal, { urgent });
      if (!entry.endDescribe(signal)) return;
      this.#deniedInARow = 0;
      this.#tell(entry, { type: 'reading', reading, response });
    } catch (error) {
      if (entry.endDescribe(signal)) this.#describeFailed(entry, faultFrom(error));
    }
  }

  #describeFailed(entry: Entry, fault: Fault): void {
    if (isPassing(fault)) this.#retryLater(entry);
    else if (fault.kind === 'not-found') this.#tell(entry, { type: 'not-found', fault });
    else {
      const operation = KINDS[this.#kind].describe;
      const told = this.#isAboutCaller(fault) ? this.#all() : [entry];
      for (const each of told) this.#tell(each, { type: 'refused', operation, fault });
    }
  }

  /** What is wrong with one request says nothing of the others; what is wrong with the caller does. */
  #isAboutCaller({ kind }: Fault): boolean {
    if (kind === 'denied') this.#deniedInARow += 1;
    const denied = this.#deniedInARow >= DENIED_FOR_ALL;
    return denied || kind === 'credentials' || kind === 'region' || kind === 'kms';
  }

  async #sweep(of: SweepOf, urgent: boolean): Promise<void> {
    // One that is running may hang, or be asleep between two attempts.
    this.#sweeping?.controller.abort();
    const controller = new AbortController();
    this.#sweeping = { controller, urgent };
    const unseen = new Map(
      this.#all().flatMap((entry) => (entry.isDescribing ? [] : [[entry.ref.requestId, entry]])),
    );
    for (const entry of unseen.values()) this.#alarm.remove(entry);
    try {
      const known = await sweep(of, unseen, this.#scope(controller.signal, urgent), this.#known);
      // Replaced, or of no use any more, in the moment of its end.
      if (controller.signal.aborted) return;
      this.#known = known;
      for (const entry of unseen.values()) void this.#describe(entry);
    } catch (error) {
      if (controller.signal.aborted) return;
      this.#sweepFailed(unseen.values(), faultFrom(error));
    }
    this.#sweeping = undefined;
    const later = this.#later;
    this.#later = [];
    this.#look(later);
  }

  #scope(signal: AbortSignal, urgent: boolean): SweepScope {
    const query = { kind: this.#kind, instanceArn: this.#instanceArn };
    return {
      pages: (status) =>
        readPages(this.#api, status === undefined ? query : { ...query, status }, signal, {
          urgent,
        }),
      take: (row) => this.#take(row),
    };
  }

  #sweepFailed(unseen: Iterable<Entry>, fault: Fault): void {
    this.#known = learnSweepFailed(this.#known, fault.kind === 'denied');
    for (const entry of unseen) {
      if (!this.#isLive(entry) || entry.isDescribing) continue;
      if (isPassing(fault)) this.#retryLater(entry);
      else void this.#describe(entry);
    }
  }

  /** Takes a list row's word, or asks for more where it is not enough. */
  #take({ requestId, reading }: Row): boolean {
    const entry = this.#entries.get(requestId);
    if (entry === undefined || entry.isDescribing) return false;
    if (entry.isEnough(reading)) this.#tell(entry, { type: 'reading', reading });
    else void this.#describe(entry);
    return true;
  }

  #tell(entry: Entry, observation: Observation): void {
    if (!this.#isLive(entry)) return;
    entry.failures = 0;
    entry.lastLook = false;
    entry.tell(observation);
    if (!this.#isLive(entry)) return;
    const ended = observation.type === 'reading' && isTerminal(observation.reading.status);
    if (ended || observation.type === 'refused') this.#drop(entry);
    else this.#lookAgain(entry, this.#nextDelayMs(entry));
  }

  #nextDelayMs({ sinceMs, bounds }: Entry): number {
    return nextDelayMs(now() - sinceMs, bounds, Math.random(), this.#known.allowed ? this.size : 1);
  }

  #retryLater(entry: Entry): void {
    entry.failures += 1;
    this.#lookAgain(entry, delayAfterFailuresMs(entry.failures, entry.bounds));
  }

  #lookAgain(entry: Entry, delayMs: number): void {
    this.#alarm.postpone(entry, now() + delayMs);
  }

  #drop(entry: Entry): void {
    if (!this.#isLive(entry)) return;
    this.#entries.delete(entry.ref.requestId);
    this.#alarm.remove(entry);
    entry.cancelDescribe();
    if (this.#entries.size > 0) return;
    this.#sweeping?.controller.abort();
    this.#sweeping = undefined;
  }

  #isLive(entry: Entry): boolean {
    return this.#entries.get(entry.ref.requestId) === entry;
  }

  #all(): Entry[] {
    return [...this.#entries.values()];
  }
}
