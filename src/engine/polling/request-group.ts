import { isRetryable, type Fault } from '../calls/fault.js';
import type { Row, StatusApi } from '../calls/status-api.js';
import { isListedKind, type RequestKind } from '../requests/kinds.js';
import { isTerminal } from '../requests/request.js';
import { now } from '../util/clock.js';
import { delayAfterFailuresMs, nextDelayMs } from './cadence.js';
import { DelayQueue } from './delay-queue.js';
import { Describer } from './describer.js';
import { ListCheck } from './list-check.js';
import {
  learnNotSwept,
  learnSweepFailed,
  NO_LISTS,
  NOTHING_KNOWN,
  type ListKnowledge,
} from './list-knowledge.js';
import {
  COALESCE_MS,
  MAX_DESCRIBES,
  maxRelevant,
  planPolls,
  type SweptList,
} from './plan-polls.js';
import {
  PolledRequest,
  PolledRequestHandle,
  type Observation,
  type RequestOwner,
  type Subscription,
  type SubscriptionHandle,
} from './polled-request.js';
import type { SweepReport } from './sweep.js';
import { Sweeper } from './sweeper.js';

/** The delay of the first poll of a request that was just started, because it has not ended yet. */
const FIRST_POLL_MS = 1_000;

/**
 * The polled requests of one kind and instance. Polls the due requests by the calls that the planner
 * chooses, and notifies their subscribers.
 */
export class RequestGroup implements RequestOwner {
  readonly #describer: Describer;
  /** Absent for a kind whose requests are not listed. */
  readonly #sweeper: Sweeper | undefined;
  readonly #check = new ListCheck();
  readonly #requests = new Map<string, PolledRequest>();
  readonly #queue = new DelayQueue<PolledRequest>((due) => this.#poll(due));
  /** Due requests that wait for the running sweep. */
  #waitingForSweep: PolledRequest[] = [];
  #known: ListKnowledge;

  readonly #onEmpty: () => void;

  /** @param onEmpty called each time that the last request is removed */
  constructor(api: StatusApi, kind: RequestKind, instanceArn: string, onEmpty = () => {}) {
    this.#onEmpty = onEmpty;
    this.#describer = new Describer(api);
    this.#sweeper = isListedKind(kind) ? new Sweeper(api, { kind, instanceArn }) : undefined;
    this.#known = this.#sweeper ? NOTHING_KNOWN : NO_LISTS;
  }

  get size(): number {
    return this.#requests.size;
  }

  subscribe(subscription: Subscription): SubscriptionHandle {
    const { requestId, started } = subscription.ref;
    const known = this.#requests.get(requestId);
    const request = known ?? new PolledRequest(subscription.ref, now());
    request.add(subscription);
    if (known === undefined) {
      this.#requests.set(requestId, request);
      this.#queue.add(request, now() + (started === undefined ? 0 : FIRST_POLL_MS));
    }
    return new PolledRequestHandle(this, request, subscription);
  }

  unsubscribe(request: PolledRequest, subscription: Subscription): void {
    request.remove(subscription);
    if (!request.hasSubscriptions) this.#remove(request);
  }

  pollNow(request: PolledRequest): void {
    if (!this.#isCurrent(request)) return;
    // A call in flight may hang, or pause between two attempts.
    request.cancelDescribe();
    request.isLastPoll = true;
    this.#queue.add(request, now());
  }

  #poll(due: readonly PolledRequest[]): void {
    const plan = planPolls({
      due: due.filter((request) => this.#isCurrent(request) && !request.isDescribing),
      soon: this.#queue.countDueBy(now() + COALESCE_MS, maxRelevant(this.#known)),
      known: this.#known,
      sweeping: this.#sweeper?.isSweeping ?? false,
      replaceable: this.#sweeper?.isReplaceable ?? false,
      describing: this.#describer.inFlight,
      listsAreLate: this.#check.prefersDescribes,
      isLastPoll: (request) => request.isLastPoll,
    });
    for (const request of plan.describe) void this.#describe(request);
    this.#waitingForSweep.push(...plan.wait);
    const urgent = due.some((request) => request.isLastPoll);
    if (plan.sweep && this.#sweeper) void this.#sweep(this.#sweeper, plan.sweep, urgent);
    else if (plan.describe.length > 0) this.#known = learnNotSwept(this.#known);
  }

  async #describe(request: PolledRequest): Promise<void> {
    if (!this.#isCurrent(request) || request.isDescribing) return;
    this.#queue.remove(request);
    const result = await this.#describer.describe(request);
    if (result.type === 'retryable') this.#retry(request);
    else if (result.type !== 'cancelled') {
      const { observation } = result;
      if (observation.type === 'reading') {
        this.#check.described(request, observation.reading.status);
      }
      const concerned = result.type === 'callerRefused' ? this.#all() : [request];
      for (const each of concerned) this.#notify(each, observation);
    }
  }

  async #sweep(sweeper: Sweeper, list: SweptList, urgent: boolean): Promise<void> {
    const unseen = new Map(
      this.#all().flatMap((each) => (each.isDescribing ? [] : [[each.ref.requestId, each]])),
    );
    for (const request of unseen.values()) this.#queue.remove(request);
    this.#check.sweepBegins();
    const onRow = (row: Row) => this.#onRow(row);
    const swept = await sweeper.sweep(list, unseen, this.#known, { urgent, onRow });
    if (swept.type === 'cancelled') return;
    if (swept.type === 'done') this.#afterSweep([...unseen.values()], swept.report);
    else this.#sweepFailed(unseen.values(), swept.fault);
    const waiting = this.#waitingForSweep;
    this.#waitingForSweep = [];
    this.#poll(waiting);
  }

  #afterSweep(unseen: readonly PolledRequest[], { known, onOnePage }: SweepReport): void {
    this.#known = known;
    const remaining = unseen.filter((each) => this.#isCurrent(each) && !each.isDescribing);
    const idle = () => this.#all().filter((each) => !each.isDescribing);
    const room = MAX_DESCRIBES - this.#describer.inFlight;
    const { describe, wait } = this.#check.afterSweep(remaining, idle, { onOnePage, room });
    for (const request of describe) void this.#describe(request);
    for (const request of wait) this.#pollAfter(request, this.#nextDelayMs(request));
  }

  #sweepFailed(unseen: Iterable<PolledRequest>, fault: Fault): void {
    this.#known = learnSweepFailed(this.#known, fault.kind === 'denied');
    for (const request of unseen) {
      if (!this.#isCurrent(request) || request.isDescribing) continue;
      if (isRetryable(fault)) this.#retry(request);
      else void this.#describe(request);
    }
  }

  /** Uses a list row where it is sufficient. @returns whether it is about a polled request */
  #onRow(row: Row): boolean {
    this.#check.listed(row);
    const { requestId, reading } = row;
    const request = this.#requests.get(requestId);
    if (request === undefined) return false;
    request.visibility = isTerminal(reading.status) ? 'gone' : 'in-progress';
    if (request.isDescribing) return false;
    if (request.isSufficient(reading)) this.#notify(request, { type: 'reading', reading });
    else void this.#describe(request);
    return true;
  }

  #notify(request: PolledRequest, observation: Observation): void {
    if (!this.#isCurrent(request)) return;
    request.failures = 0;
    request.isLastPoll = false;
    request.notify(observation);
    if (!request.hasSubscriptions) this.#remove(request);
    else this.#pollAfter(request, this.#nextDelayMs(request));
  }

  #nextDelayMs({ sinceMs, bounds }: PolledRequest): number {
    return nextDelayMs(now() - sinceMs, bounds, Math.random(), this.#known.allowed ? this.size : 1);
  }

  #retry(request: PolledRequest): void {
    request.failures += 1;
    this.#pollAfter(request, delayAfterFailuresMs(request.failures, request.bounds));
  }

  #pollAfter(request: PolledRequest, delayMs: number): void {
    if (this.#isCurrent(request)) this.#queue.postpone(request, now() + delayMs);
  }

  #remove(request: PolledRequest): void {
    if (!this.#isCurrent(request)) return;
    this.#requests.delete(request.ref.requestId);
    this.#queue.remove(request);
    request.cancelDescribe();
    if (this.#requests.size > 0) return;
    this.#sweeper?.cancel();
    this.#onEmpty();
  }

  /** Whether the request is still polled; it may have been removed, and added again, meanwhile. */
  #isCurrent(request: PolledRequest): boolean {
    return this.#requests.get(request.ref.requestId) === request;
  }

  #all(): PolledRequest[] {
    return [...this.#requests.values()];
  }
}
