import { now, startTimer, wallClock } from '../../engine/util/clock.js';
import type { RequestEvent } from '../request-event.js';
import type { StateChange } from '../store/store.js';
import type { SinkSnapshot } from '../watcher-interface.js';
import { atMost } from './at-most.js';
import { attemptDelivery } from './attempt.js';
import { isGivenUp, retryDelayMs } from './delivery-backoff.js';
import { CircuitBreaker } from './circuit-breaker.js';
import type { SinkWorkerEvent, SinkWorkerNews } from './sink-worker-event.js';
import { OutboxHead } from './outbox-head.js';
import type { Outbox } from './outbox.js';
import { refusalOf, refusalText } from './rejection.js';
import type { Delivery, Refusal, Sink } from './sink.js';
import { byDueTime, probeOf, type Item } from './event-buffer.js';

/** How long a sink may take to close. */
const CLOSE_MS = 5_000;

/** Brings the events of an outbox to its sink, each until it is taken or set aside. */
export class SinkWorker {
  readonly sink: Sink;
  readonly #outbox: Outbox;
  readonly #head: OutboxHead;
  readonly #maxDeliveryAgeMs: number;
  readonly #emit: (event: SinkWorkerEvent) => void;
  readonly #health = new CircuitBreaker();
  readonly #closing = new AbortController();
  readonly #underWay = new Set<Promise<void>>();
  #failing: SinkSnapshot['failing'];
  #cancelTimer: (() => void) | undefined;
  #onIdle: (() => void)[] = [];

  constructor(
    sink: Sink,
    outbox: Outbox,
    options: { readonly maxDeliveryAgeMs: number; readonly emit: (event: SinkWorkerEvent) => void },
  ) {
    this.sink = sink;
    this.#outbox = outbox;
    this.#head = new OutboxHead(outbox, () => this.pump());
    this.#maxDeliveryAgeMs = options.maxDeliveryAgeMs;
    this.#emit = options.emit;
  }

  /** How many events wait for the sink. */
  get size(): number {
    return this.#outbox.size;
  }

  snapshot(): SinkSnapshot {
    const { size: outbox, deadLetters } = this.#outbox;
    const failing = this.#head.trouble ?? this.#failing;
    const { name } = this.sink;
    return { name, outbox, deadLetters, ...(failing === undefined ? {} : { failing }) };
  }

  /** The change that stores an event, and what delivers it once that is stored. */
  post(event: RequestEvent): { readonly change: StateChange; readonly send: () => void } {
    const { number, change } = this.#outbox.add(event);
    const send = () => {
      this.#outbox.added();
      this.#head.stored(number, event);
      this.pump();
    };
    return { change, send };
  }

  /** Delivers what may be delivered now, and sees to it that the rest has its turn. */
  pump(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (this.#closing.signal.aborted) return;
    this.#head.refill();
    const { isFailing } = this.#health;
    const free = (isFailing ? 1 : (this.sink.concurrency ?? 1)) - this.#underWay.size;
    // With no lane free, the end of what is under way pumps.
    if (free <= 0) return;
    const nowMs = now();
    const candidates = this.#head.window.candidates();
    const due = candidates.filter((item) => this.#dueMs(item) <= nowMs);
    const inTurn = isFailing ? probeOf(due, this.#health.probes) : due.toSorted(byDueTime);
    for (const item of inTurn.slice(0, free)) this.#start(item, nowMs);
    if (due.length >= free) return;
    const waiting = candidates.filter(({ busy }) => !busy);
    const next = Math.min(...[...waiting, this.#head].map((each) => this.#dueMs(each)));
    if (next < Infinity) this.#cancelTimer = startTimer(next - nowMs, () => this.pump());
  }

  /** Resolves when nothing waits to be delivered, or the sink takes nothing. */
  idle(): Promise<void> {
    if (this.#isIdle) return Promise.resolve();
    return new Promise((resolve) => this.#onIdle.push(resolve));
  }

  /** Ends what is under way; what was not taken stays in the outbox. Never rejects. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#cancelTimer?.();
    await Promise.all([...this.#underWay, this.#head.close()]);
    await atMost(
      CLOSE_MS,
      Promise.resolve(this.sink).then((sink) => sink.close?.()),
    );
  }

  get #isIdle(): boolean {
    return this.#outbox.size === 0 || this.#health.isFailing;
  }

  #dueMs({ dueMs }: { readonly dueMs: number }): number {
    return Math.max(dueMs, this.#health.pausedUntilMs);
  }

  #start(item: Item, nowMs: number): void {
    item.busy = true;
    item.triedMs ??= nowMs;
    const delivery = this.#deliver(item).finally(() => {
      this.#underWay.delete(delivery);
      item.busy = false;
      this.pump();
    });
    this.#underWay.add(delivery);
  }

  async #deliver(item: Item): Promise<void> {
    const { signal } = this.#closing;
    const number = item.attempts + 1;
    const delivery = await attemptDelivery(this.sink, item.event, { signal, number });
    item.attempts = number;
    if (delivery.type !== 'retry') {
      // What refuses event after event is no more well than what is down.
      if (delivery.type === 'delivered') this.#failing = undefined;
      else this.#noteFailure(refusalOf(delivery));
      this.#health.answered();
      this.#settle(item, delivery);
    } else if (!signal.aborted) {
      this.#retryLater(item, delivery);
    }
  }

  #retryLater(item: Item, delivery: Extract<Delivery, { readonly type: 'retry' }>): void {
    const refusal = refusalOf(delivery);
    const nowMs = now();
    this.#noteFailure(refusal);
    this.#health.failed(item.number, nowMs, Math.random(), delivery.retryAfterMs);
    const triedForMs = nowMs - (item.triedMs ?? nowMs);
    if (isGivenUp(ageMs(item), triedForMs, this.#maxDeliveryAgeMs)) this.#giveUp(item, refusal);
    else this.#tryAgain(item, refusal, nowMs);
    if (this.#health.isFailing) {
      this.#giveUpOld(refusal, this.#health.failingForMs(nowMs));
      if (this.#health.isHopeless) this.#head.turnOver();
    }
    this.#tellIdle();
  }

  #noteFailure(refusal: Refusal): void {
    this.#failing = { since: this.#failing?.since ?? wallClock(), reason: refusalText(refusal) };
  }

  /** One probe at a time would not give up as many as come. */
  #giveUpOld(refusal: Refusal, failingForMs: number): void {
    for (const item of this.#head.window.candidates()) {
      if (isGivenUp(ageMs(item), failingForMs, this.#maxDeliveryAgeMs)) this.#giveUp(item, refusal);
    }
  }

  #giveUp(item: Item, refusal: Refusal): void {
    const reason = `given up: ${refusal.reason}`;
    this.#settle(item, { ...refusal, type: 'rejected', reason });
  }

  #tryAgain(item: Item, refusal: Refusal, nowMs: number): void {
    item.dueMs = nowMs + retryDelayMs(item.attempts, Math.random());
    this.#tell(item, { ...refusal, type: 'delivery-failed', retryMs: this.#dueMs(item) - nowMs });
  }

  #settle(item: Item, delivery: Exclude<Delivery, { readonly type: 'retry' }>): void {
    this.#head.window.remove(item);
    if (delivery.type === 'delivered') {
      this.#outbox.remove(item.number);
      this.#tell(item, { type: 'delivered', afterMs: Math.max(0, ageMs(item)) });
    } else {
      const reason = refusalText(delivery);
      this.#outbox.setAside(item, { reason, attempts: item.attempts });
      this.#tell(item, { ...refusalOf(delivery), type: 'dead-lettered' });
    }
    this.#tellIdle();
  }

  #tellIdle(): void {
    if (!this.#isIdle) return;
    for (const resolve of this.#onIdle.splice(0)) resolve();
  }

  #tell({ event, attempts }: Item, news: SinkWorkerNews): void {
    this.#emit({ ...news, at: wallClock(), sink: this.sink.name, eventId: event.id, attempts });
  }
}

function ageMs({ event }: Item): number {
  return wallClock().getTime() - event.at.getTime();
}
