import { hintDelayMs, retryDelayMs } from './delivery-backoff.js';

/** The circuit opens after this many events have failed without a response in between. */
const FAILURES_TO_OPEN = 3;

/** After this many probes, the events may be the problem and not the sink, so other events are probed. */
const PROBES_TO_PAGE_OUT = 4;

/**
 * A circuit breaker for a sink. While it is closed, events are delivered. After failures it opens: nothing
 * is delivered during a pause that grows. Then it is half-open: one probe is sent at a time, so that not
 * every pending event has to fail. A response closes it.
 */
export class CircuitBreaker {
  /** At most `FAILURES_TO_OPEN` numbers. An event that fails repeatedly counts once. */
  readonly #failed = new Set<number>();
  #failingSinceMs: number | undefined;
  #probes = 0;
  #nextProbeMs = 0;
  #hintUntilMs = 0;

  /** Whether the circuit is open or half-open. */
  get isOpen(): boolean {
    return this.#failed.size >= FAILURES_TO_OPEN;
  }

  /** The number of failed probes. */
  get probes(): number {
    return this.#probes;
  }

  /** Whether probes of the oldest and the newest buffered events have failed more than once. */
  get shouldPageOut(): boolean {
    return this.#probes >= PROBES_TO_PAGE_OUT && this.#probes % 2 === 0;
  }

  /** Nothing is delivered before this time, in monotonic milliseconds. */
  get pausedUntilMs(): number {
    return Math.max(this.#nextProbeMs, this.#hintUntilMs);
  }

  /** How long the sink has been failing, in milliseconds; 0 while the circuit is closed. */
  failingForMs(nowMs: number): number {
    return this.isOpen ? nowMs - (this.#failingSinceMs ?? nowMs) : 0;
  }

  /**
   * A delivery failed.
   *
   * @param number the event's
   * @param random a number from 0 to 1
   * @param retryAfterMs the pause that the sink requested
   */
  failed(number: number, nowMs: number, random: number, retryAfterMs?: number): void {
    this.#hintUntilMs = Math.max(this.#hintUntilMs, nowMs + hintDelayMs(retryAfterMs));
    this.#failingSinceMs ??= nowMs;
    if (!this.isOpen) this.#failed.add(number);
    // A failure during the pause belongs to an earlier delivery, so it is not counted.
    if (!this.isOpen || nowMs < this.#nextProbeMs) return;
    this.#probes += 1;
    this.#nextProbeMs = nowMs + retryDelayMs(this.#probes, random);
  }

  /** The sink responded, so the circuit closes. A pause that the sink requested remains. */
  responded(): void {
    this.#failed.clear();
    this.#failingSinceMs = undefined;
    this.#probes = 0;
    this.#nextProbeMs = 0;
  }
}
