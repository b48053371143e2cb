import { settledWithin } from '../../engine/util/abortable.js';
import { now, startTimer, wallClock } from '../../engine/util/clock.js';
import type { RequestEvent } from '../request-event.js';
import type { StateChange } from '../store/store.js';
import type {
  DeadLetteredEvent,
  DeadLettersDroppedEvent,
  DeliveredEvent,
  DeliveryFailedEvent,
} from '../watcher-event.js';
import type { SinkSnapshot } from '../watcher-interface.js';
import { attemptDelivery, failureOf, failureText } from './attempt.js';
import { CircuitBreaker } from './circuit-breaker.js';
import { isExpired, retryDelayMs } from './delivery-backoff.js';
import { byDueTime, probeOf, type PendingEvent } from './event-buffer.js';
import { OutboxHead } from './outbox-head.js';
import type { Outbox } from './outbox.js';
import type { Delivery, DeliveryFailure, Sink } from './sink.js';

type DeliveryEvent = DeliveredEvent | DeliveryFailedEvent | DeadLetteredEvent;

/** The events that a worker emits. */
export type SinkWorkerEvent = DeliveryEvent | DeadLettersDroppedEvent;

/** An event about a delivery, without the members that all of them have. */
type DeliveryResult<Each = DeliveryEvent> = Each extends DeliveryEvent
  ? Omit<Each, 'at' | 'sink' | 'eventId' | 'attempts'>
  : never;

/** Time limit for closing a sink. */
const CLOSE_MS = 5_000;

/** Delivers the events of an outbox to its sink, until each is delivered or dead-lettered. */
export class SinkWorker {
  readonly sink: Sink;
  readonly #outbox: Outbox;
  readonly #head: OutboxHead;
  readonly #maxDeliveryAgeMs: number;
  readonly #emit: (event: SinkWorkerEvent) => void;
  readonly #circuit = new CircuitBreaker();
  readonly #closing = new AbortController();
  readonly #inFlight = new Set<Promise<void>>();
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

  /** The number of pending events. */
  get size(): number {
    return this.#outbox.size;
  }

  snapshot(): SinkSnapshot {
    const { size: outbox, deadLetters } = this.#outbox;
    const failing = this.#head.problem ?? this.#failing;
    const { name } = this.sink;
    return { name, outbox, deadLetters, ...(failing === undefined ? {} : { failing }) };
  }

  /** The change that stores an event, and a function that delivers it once it is stored. */
  post(event: RequestEvent): { readonly change: StateChange; readonly send: () => void } {
    const { number, change } = this.#outbox.add(event);
    const send = () => {
      this.#outbox.added();
      this.#head.stored(number, event);
      this.pump();
    };
    return { change, send };
  }

  /** Starts the deliveries that are due, and sets a timer for the next one. */
  pump(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (this.#closing.signal.aborted) return;
    this.#head.refill();
    const { isOpen } = this.#circuit;
    const free = (isOpen ? 1 : (this.sink.concurrency ?? 1)) - this.#inFlight.size;
    // At the concurrency limit, the end of a delivery calls `pump` again.
    if (free <= 0) return;
    const nowMs = now();
    const candidates = this.#head.buffer.candidates();
    const due = candidates.filter((pending) => this.#dueMs(pending) <= nowMs);
    const next = isOpen ? probeOf(due, this.#circuit.probes) : due.toSorted(byDueTime);
    for (const pending of next.slice(0, free)) this.#start(pending, nowMs);
    if (due.length >= free) return;
    const waiting = candidates.filter(({ inFlight }) => !inFlight);
    const nextMs = Math.min(...[...waiting, this.#head].map((each) => this.#dueMs(each)));
    if (nextMs < Infinity) this.#cancelTimer = startTimer(nextMs - nowMs, () => this.pump());
  }

  /** Resolves when no event is pending, or the circuit is open. */
  idle(): Promise<void> {
    if (this.#isIdle) return Promise.resolve();
    return new Promise((resolve) => this.#onIdle.push(resolve));
  }

  /** Aborts deliveries in flight. Undelivered events stay in the outbox. Never rejects. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#cancelTimer?.();
    await Promise.all([...this.#inFlight, this.#head.close()]);
    await settledWithin(
      CLOSE_MS,
      Promise.resolve(this.sink).then((sink) => sink.close?.()),
    );
  }

  get #isIdle(): boolean {
    return this.#outbox.size === 0 || this.#circuit.isOpen;
  }

  #dueMs({ dueMs }: { readonly dueMs: number }): number {
    return Math.max(dueMs, this.#circuit.pausedUntilMs);
  }

  #start(pending: PendingEvent, nowMs: number): void {
    pending.inFlight = true;
    pending.firstAttemptMs ??= nowMs;
    const delivery = this.#deliver(pending).finally(() => {
      this.#inFlight.delete(delivery);
      pending.inFlight = false;
      this.pump();
    });
    this.#inFlight.add(delivery);
  }

  async #deliver(pending: PendingEvent): Promise<void> {
    const { signal } = this.#closing;
    const number = pending.attempts + 1;
    const delivery = await attemptDelivery(this.sink, pending.event, { signal, number });
    pending.attempts = number;
    if (delivery.type !== 'retry') {
      // A sink that rejects each event is as unhealthy as one that is down.
      if (delivery.type === 'delivered') this.#failing = undefined;
      else this.#noteFailure(failureOf(delivery));
      this.#circuit.responded();
      this.#settle(pending, delivery);
    } else if (!signal.aborted) {
      this.#failed(pending, delivery);
    }
  }

  #failed(pending: PendingEvent, delivery: Extract<Delivery, { readonly type: 'retry' }>): void {
    const failure = failureOf(delivery);
    const nowMs = now();
    this.#noteFailure(failure);
    this.#circuit.failed(pending.number, nowMs, Math.random(), delivery.retryAfterMs);
    const triedForMs = nowMs - (pending.firstAttemptMs ?? nowMs);
    if (isExpired(ageMs(pending), triedForMs, this.#maxDeliveryAgeMs)) {
      this.#expire(pending, failure);
    } else this.#retry(pending, failure, nowMs);
    if (this.#circuit.isOpen) {
      this.#expireOld(failure, this.#circuit.failingForMs(nowMs));
      if (this.#circuit.shouldPageOut) this.#head.pageOut();
    }
    this.#notifyIdle();
  }

  #noteFailure(failure: DeliveryFailure): void {
    this.#failing = { since: this.#failing?.since ?? wallClock(), reason: failureText(failure) };
  }

  /** One probe at a time would expire fewer events than arrive. */
  #expireOld(failure: DeliveryFailure, failingForMs: number): void {
    for (const pending of this.#head.buffer.candidates()) {
      if (isExpired(ageMs(pending), failingForMs, this.#maxDeliveryAgeMs)) {
        this.#expire(pending, failure);
      }
    }
  }

  #expire(pending: PendingEvent, failure: DeliveryFailure): void {
    const reason = `expired: ${failure.reason}`;
    this.#settle(pending, { ...failure, type: 'rejected', reason });
  }

  #retry(pending: PendingEvent, failure: DeliveryFailure, nowMs: number): void {
    pending.dueMs = nowMs + retryDelayMs(pending.attempts, Math.random());
    const retryMs = this.#dueMs(pending) - nowMs;
    this.#emitResult(pending, { ...failure, type: 'delivery-failed', retryMs });
  }

  #settle(pending: PendingEvent, delivery: Exclude<Delivery, { readonly type: 'retry' }>): void {
    this.#head.buffer.remove(pending);
    if (delivery.type === 'delivered') {
      this.#outbox.remove(pending.number);
      this.#emitResult(pending, { type: 'delivered', afterMs: Math.max(0, ageMs(pending)) });
    } else {
      const reason = failureText(delivery);
      this.#outbox.deadLetter(pending, { reason, attempts: pending.attempts });
      this.#emitResult(pending, { ...failureOf(delivery), type: 'dead-lettered' });
    }
    this.#notifyIdle();
  }

  #notifyIdle(): void {
    if (!this.#isIdle) return;
    for (const resolve of this.#onIdle.splice(0)) resolve();
  }

  #emitResult({ event, attempts }: PendingEvent, result: DeliveryResult): void {
    this.#emit({ ...result, at: wallClock(), sink: this.sink.name, eventId: event.id, attempts });
  }
}

function ageMs({ event }: PendingEvent): number {
  return wallClock().getTime() - event.at.getTime();
}
