import { isRetryable, type Fault } from '../calls/fault.js';
import type { Row, StatusApi } from '../calls/status-api.js';
import { learnNotSwept, learnSweepFailed, NOTHING_KNOWN } from './list-knowledge.js';
import {
  COALESCE_MS,
  MAX_DESCRIBES,
  mostThatCount,
  planPolls,
  type SweepOf,
} from './plan-polls.js';
import type { RequestKind } from '../requests/kinds.js';
import { isTerminal } from '../requests/request.js';
import { DelayQueue } from './delay-queue.js';
import { delayAfterFailuresMs, nextDelayMs } from './cadence.js';
import { now } from '../util/clock.js';
import { Describer } from './describer.js';
import { EntrySubscription, type EntryKeeper } from './entry-subscription.js';
import { Entry } from './entry.js';
import { ListCheck } from './list-check.js';
import type { Observation } from './observation.js';
import type { SweepReport } from './sweep.js';
import { Sweeper } from './sweeper.js';
import type { SubscriptionHandle, Subscription } from './subscription.js';

/** A request that was started just now has not ended yet; the first look can wait this long. */
const FRESH_MS = 1_000;

/**
 * The watched requests of one kind and instance: looks at them when they are due, with the calls
 * that the planner chooses, and tells their watches what was seen.
 */
export class Group implements EntryKeeper {
  readonly #describer: Describer;
  readonly #sweeper: Sweeper;
  readonly #check = new ListCheck();
  readonly #entries = new Map<string, Entry>();
  readonly #alarm = new DelayQueue<Entry>((due) => this.#look(due));
  #later: Entry[] = [];
  #known = NOTHING_KNOWN;

  readonly #onEmpty: () => void;

  /** @param onEmpty called each time that nobody watches anything any more */
  constructor(api: StatusApi, kind: RequestKind, instanceArn: string, onEmpty = () => {}) {
    this.#onEmpty = onEmpty;
    this.#describer = new Describer(api);
    this.#sweeper = new Sweeper(api, { kind, instanceArn });
  }

  get size(): number {
    return this.#entries.size;
  }

  watch(watch: Subscription): SubscriptionHandle {
    const { requestId, started } = watch.ref;
    const known = this.#entries.get(requestId);
    const entry = known ?? new Entry(watch.ref, now());
    entry.join(watch);
    if (known === undefined) {
      this.#entries.set(requestId, entry);
      this.#alarm.add(entry, now() + (started === undefined ? 0 : FRESH_MS));
    }
    return new EntrySubscription(this, entry, watch);
  }

  pollNow(entry: Entry): void {
    if (!this.#isLive(entry)) return;
    // One under way may be hanging, or asleep between two attempts.
    entry.cancelDescribe();
    entry.lastPoll = true;
    this.#alarm.add(entry, now());
  }

  leave(entry: Entry, watch: Subscription): void {
    entry.leave(watch);
    if (!entry.isWatched) this.#drop(entry);
  }

  #look(due: readonly Entry[]): void {
    const plan = planPolls({
      due: due.filter((entry) => this.#isLive(entry) && !entry.isDescribing),
      soon: this.#alarm.countDueBy(now() + COALESCE_MS, mostThatCount(this.#known)),
      known: this.#known,
      sweeping: this.#sweeper.isSweeping,
      replaceable: this.#sweeper.isReplaceable,
      describing: this.#describer.underWay,
      listsAreLate: this.#check.prefersDescribes,
      isLastPoll: (entry) => entry.lastPoll,
    });
    for (const entry of plan.describe) void this.#describe(entry);
    this.#later.push(...plan.later);
    const urgent = due.some((entry) => entry.lastPoll);
    if (plan.sweep) void this.#sweep(plan.sweep, urgent);
    else if (plan.describe.length > 0) this.#known = learnNotSwept(this.#known);
  }

  async #describe(entry: Entry): Promise<void> {
    if (!this.#isLive(entry) || entry.isDescribing) return;
    this.#alarm.remove(entry);
    const described = await this.#describer.describe(entry);
    if (described.type === 'passing') this.#retryLater(entry);
    else if (described.type !== 'cancelled') {
      const { observation } = described;
      if (observation.type === 'reading') this.#check.described(entry, observation.reading.status);
      const told = described.type === 'told-all' ? this.#all() : [entry];
      for (const each of told) this.#tell(each, observation);
    }
  }

  async #sweep(of: SweepOf, urgent: boolean): Promise<void> {
    const unseen = new Map(
      this.#all().flatMap((entry) => (entry.isDescribing ? [] : [[entry.ref.requestId, entry]])),
    );
    for (const entry of unseen.values()) this.#alarm.remove(entry);
    this.#check.sweepBegins();
    const take = (row: Row) => this.#take(row);
    const swept = await this.#sweeper.sweep(of, unseen, this.#known, { urgent, take });
    if (swept.type === 'cancelled') return;
    if (swept.type === 'done') this.#afterSweep([...unseen.values()], swept.report);
    else this.#sweepFailed(unseen.values(), swept.fault);
    const later = this.#later;
    this.#later = [];
    this.#look(later);
  }

  #afterSweep(unseen: readonly Entry[], { known, onOnePage }: SweepReport): void {
    this.#known = known;
    const live = unseen.filter((entry) => this.#isLive(entry) && !entry.isDescribing);
    const idle = () => this.#all().filter((entry) => !entry.isDescribing);
    const room = MAX_DESCRIBES - this.#describer.underWay;
    const { describe, wait } = this.#check.afterSweep(live, idle, { onOnePage, room });
    for (const entry of describe) void this.#describe(entry);
    for (const entry of wait) this.#lookAgain(entry, this.#nextDelayMs(entry));
  }

  #sweepFailed(unseen: Iterable<Entry>, fault: Fault): void {
    this.#known = learnSweepFailed(this.#known, fault.kind === 'denied');
    for (const entry of unseen) {
      if (!this.#isLive(entry) || entry.isDescribing) continue;
      if (isRetryable(fault)) this.#retryLater(entry);
      else void this.#describe(entry);
    }
  }

  /** Takes a list row's word, or asks for more where it is not enough. */
  #take(row: Row): boolean {
    this.#check.listed(row);
    const { requestId, reading } = row;
    const entry = this.#entries.get(requestId);
    if (entry === undefined) return false;
    entry.sighting = isTerminal(reading.status) ? 'gone' : 'running';
    if (entry.isDescribing) return false;
    if (entry.isEnough(reading)) this.#tell(entry, { type: 'reading', reading });
    else void this.#describe(entry);
    return true;
  }

  #tell(entry: Entry, observation: Observation): void {
    if (!this.#isLive(entry)) return;
    entry.failures = 0;
    entry.lastPoll = false;
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
    if (this.#isLive(entry)) this.#alarm.postpone(entry, now() + delayMs);
  }

  #drop(entry: Entry): void {
    if (!this.#isLive(entry)) return;
    this.#entries.delete(entry.ref.requestId);
    this.#alarm.remove(entry);
    entry.cancelDescribe();
    if (this.#entries.size > 0) return;
    this.#sweeper.cancel();
    this.#onEmpty();
  }

  #isLive(entry: Entry): boolean {
    return this.#entries.get(entry.ref.requestId) === entry;
  }

  #all(): Entry[] {
    return [...this.#entries.values()];
  }
}
