import { faultFrom } from '../api/call-error.js';
import { isPassing, type Fault } from '../api/fault.js';
import type { StatusApi } from '../api/status-api.js';
import {
  considerSucceeded,
  learnNotSwept,
  learnRefused,
  learnRunning,
  learnSucceeded,
  NOTHING_KNOWN,
  worthAnotherPage,
} from '../plan/list-knowledge.js';
import { COALESCE_MS, planLooks } from '../plan/plan-looks.js';
import { KINDS, type RequestKind } from '../request/kinds.js';
import { isTerminal, type Reading } from '../request/request.js';
import { Alarm } from '../schedule/alarm.js';
import { delayAfterFailuresMs, nextDelayMs } from '../schedule/cadence.js';
import { now } from '../schedule/clock.js';
import { Entry } from './entry.js';
import type { Observation } from './observation.js';
import { readPages, readRows } from './read-pages.js';
import type { ActiveWatch, Watch } from './watch.js';

/** A request that was started just now has not ended yet; the first look can wait this long. */
const FRESH_MS = 1_000;

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
  #sweeping: AbortController | undefined;
  #later: Entry[] = [];
  #known = NOTHING_KNOWN;

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
      lookNow: () => {
        entry.lastLook = true;
        if (this.#isLive(entry) && !entry.describing) this.#alarm.add(entry, now());
      },
      cancel: () => {
        entry.watches.delete(watch);
        if (entry.watches.size === 0) this.#drop(entry);
      },
    };
  }

  #look(due: readonly Entry[]): void {
    const pages = this.#known.runningPages;
    const plan = planLooks({
      due: due.filter((entry) => this.#isLive(entry) && !entry.describing),
      soon: this.#alarm.countDueBy(now() + COALESCE_MS, Math.ceil(pages) + 1),
      sweepPages: pages,
      listsUsable: this.#known.usable,
      sweeping: this.#sweeping !== undefined,
      isLastLook: (entry) => entry.lastLook,
    });
    for (const entry of plan.describe) void this.#describe(entry);
    this.#later.push(...plan.later);
    if (plan.sweep) void this.#sweep();
    else if (plan.describe.length > 1) this.#known = learnNotSwept(this.#known);
  }

  async #describe(entry: Entry): Promise<void> {
    const controller = new AbortController();
    entry.describing = controller;
    this.#alarm.remove(entry);
    try {
      const { reading, response } = await this.#api.describe(entry.ref, controller.signal);
      entry.describing = undefined;
      this.#tell(entry, { type: 'reading', reading, response });
    } catch (error) {
      if (controller.signal.aborted) return;
      entry.describing = undefined;
      this.#describeFailed(entry, faultFrom(error));
    }
  }

  #describeFailed(entry: Entry, fault: Fault): void {
    const operation = KINDS[this.#kind].describe;
    if (isPassing(fault)) this.#retryLater(entry);
    else if (fault.kind === 'not-found') this.#tell(entry, { type: 'not-found', fault });
    // What is wrong with one id says nothing of the others; what is wrong with the caller does.
    else if (fault.kind === 'invalid') this.#tell(entry, { type: 'refused', operation, fault });
    else for (const each of this.#all()) this.#tell(each, { type: 'refused', operation, fault });
  }

  async #sweep(): Promise<void> {
    const controller = new AbortController();
    this.#sweeping = controller;
    const unseen = new Map(
      this.#all().flatMap((entry) => (entry.describing ? [] : [[entry.ref.requestId, entry]])),
    );
    for (const entry of unseen.values()) this.#alarm.remove(entry);
    try {
      await this.#sweepRunning(unseen, controller.signal);
      await this.#sweepSucceeded(unseen, controller.signal);
      for (const entry of unseen.values()) if (this.#isLive(entry)) void this.#describe(entry);
    } catch (error) {
      if (!controller.signal.aborted) this.#sweepFailed(unseen.values(), faultFrom(error));
    }
    this.#sweeping = undefined;
    const later = this.#later;
    this.#later = [];
    this.#look(later);
  }

  /** Reads the running requests; takes those it sees out of `unseen`. */
  async #sweepRunning(unseen: Map<string, Entry>, signal: AbortSignal): Promise<void> {
    const pages = await readRows(
      this.#pages('IN_PROGRESS', signal),
      ({ requestId, reading }) => {
        const entry = unseen.get(requestId);
        unseen.delete(requestId);
        if (entry) this.#take(entry, reading);
      },
      () => unseen.size === 0,
    );
    this.#known = learnRunning(this.#known, pages);
  }

  /** Where many vanished, reads the successes for as long as that is worth it. */
  async #sweepSucceeded(unseen: Map<string, Entry>, signal: AbortSignal): Promise<void> {
    const vanished = [...unseen.values()].filter((entry) => this.#settlesByRow(entry)).length;
    const { worthwhile, known } = considerSucceeded(this.#known, vanished);
    this.#known = known;
    if (!worthwhile) return;
    let hits = 0;
    const pages = await readRows(
      this.#pages('SUCCEEDED', signal),
      ({ requestId, reading }) => {
        const entry = this.#entries.get(requestId);
        if (!entry || entry.describing || !this.#settlesByRow(entry)) return;
        hits += 1;
        unseen.delete(requestId);
        this.#take(entry, reading);
      },
      (read) => !worthAnotherPage(read, hits, unseen.size),
    );
    this.#known = learnSucceeded(this.#known, pages, hits);
  }

  #sweepFailed(unseen: Iterable<Entry>, fault: Fault): void {
    const passing = isPassing(fault);
    if (!passing) this.#known = learnRefused(this.#known);
    for (const entry of unseen) {
      if (!this.#isLive(entry)) continue;
      if (passing) this.#retryLater(entry);
      else void this.#describe(entry);
    }
  }

  /** Takes a list row's word, or asks for more where it is not enough. */
  #take(entry: Entry, reading: Reading): void {
    if (!this.#isLive(entry) || entry.describing) return;
    if (entry.isEnough(reading)) this.#tell(entry, { type: 'reading', reading });
    else void this.#describe(entry);
  }

  #tell(entry: Entry, observation: Observation): void {
    entry.failures = 0;
    entry.tell(observation);
    if (!this.#isLive(entry)) return;
    const ended = observation.type === 'reading' && isTerminal(observation.reading.status);
    if (ended || observation.type === 'refused') this.#drop(entry);
    else this.#lookAgain(entry, nextDelayMs(now() - entry.sinceMs, entry.bounds, Math.random()));
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
    entry.describing?.abort();
    if (this.#entries.size === 0) this.#sweeping?.abort();
  }

  #settlesByRow(entry: Entry): boolean {
    return entry.isEnough({ status: 'SUCCEEDED', details: {}, complete: false });
  }

  #isLive(entry: Entry): boolean {
    return this.#entries.get(entry.ref.requestId) === entry;
  }

  #all(): Entry[] {
    return [...this.#entries.values()];
  }

  #pages(status: 'IN_PROGRESS' | 'SUCCEEDED', signal: AbortSignal) {
    return readPages(
      this.#api,
      { kind: this.#kind, instanceArn: this.#instanceArn, status },
      signal,
    );
  }
}
