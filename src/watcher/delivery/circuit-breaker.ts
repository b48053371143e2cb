import { pauseAskedForMs, retryDelayMs } from './delivery-backoff.js';

/** When so many events failed, and none was answered in between, the sink is taken to be ill. */
const FAILING = 3;

/** After so many probes others are probed: it may be the events, and not the sink. */
const HOPELESS = 4;

/**
 * Whether a sink takes anything at all. One that does not is left alone for ever longer, and one
 * delivery at a time finds out whether it is well again: those that wait do not all have to fail.
 */
export class CircuitBreaker {
  /** At most `FAILING` of them. One event that fails again and again tells of itself only. */
  readonly #failed = new Set<number>();
  #failingSinceMs: number | undefined;
  #probes = 0;
  #probeAtMs = 0;
  #askedUntilMs = 0;

  get isFailing(): boolean {
    return this.#failed.size >= FAILING;
  }

  /** How many deliveries have found out in vain whether the sink is well again. */
  get probes(): number {
    return this.#probes;
  }

  /** Whether both ends of what is at hand were probed in vain, more than once. */
  get isHopeless(): boolean {
    return this.#probes >= HOPELESS && this.#probes % 2 === 0;
  }

  /** Before that, in monotonic milliseconds, nothing is to be offered. */
  get pausedUntilMs(): number {
    return Math.max(this.#probeAtMs, this.#askedUntilMs);
  }

  /** How long the sink has taken nothing, in milliseconds; 0 while it is well. */
  failingForMs(nowMs: number): number {
    return this.isFailing ? nowMs - (this.#failingSinceMs ?? nowMs) : 0;
  }

  /**
   * The sink did not take an event.
   *
   * @param number the event's
   * @param random a number from 0 to 1
   * @param retryAfterMs the pause that the sink asked for
   */
  failed(number: number, nowMs: number, random: number, retryAfterMs?: number): void {
    this.#askedUntilMs = Math.max(this.#askedUntilMs, nowMs + pauseAskedForMs(retryAfterMs));
    this.#failingSinceMs ??= nowMs;
    if (!this.isFailing) this.#failed.add(number);
    // What fails during a pause was under way before, and says nothing new.
    if (!this.isFailing || nowMs < this.#probeAtMs) return;
    this.#probes += 1;
    this.#probeAtMs = nowMs + retryDelayMs(this.#probes, random);
  }

  /** The sink gave an answer. A pause that it asked for is kept. */
  answered(): void {
    this.#failed.clear();
    this.#failingSinceMs = undefined;
    this.#probes = 0;
    this.#probeAtMs = 0;
  }
}
