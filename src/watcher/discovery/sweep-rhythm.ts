import { now, wallClock } from '../../engine/util/clock.js';
import { sweepDelayMs } from './sweep-cadence.js';

/** After so many times its cadence without a sweep, the picture is out of date. */
const STALE_CADENCES = 3;

/** A sweep takes time of its own, however short the pause between two is. */
const LEAST_CADENCE_MS = 5_000;

/** When lists were swept, and how soon they are again. */
export class SweepRhythm {
  readonly #maxDelayMs: number;
  readonly #sinceMs = now();
  #cadenceMs: number;
  #quietSweeps = 0;
  #last: { readonly at: Date; readonly ms: number } | undefined;

  /** @param maxDelayMs longest pause, in milliseconds */
  constructor(maxDelayMs: number) {
    this.#maxDelayMs = maxDelayMs;
    this.#cadenceMs = maxDelayMs;
  }

  /** The pause between two sweeps now, in milliseconds. */
  get cadenceMs(): number {
    return this.#cadenceMs;
  }

  /** When a sweep last succeeded. */
  get lastSweepAt(): Date | undefined {
    return this.#last?.at;
  }

  /** For how long no sweep has succeeded, in milliseconds, where that is too long. */
  get staleForMs(): number | undefined {
    const ageMs = now() - (this.#last?.ms ?? this.#sinceMs);
    return ageMs > STALE_CADENCES * Math.max(this.#cadenceMs, LEAST_CADENCE_MS) ? ageMs : undefined;
  }

  /** Something was found, or has ended: more may follow. */
  stir(): void {
    this.#quietSweeps = 0;
  }

  /** A sweep succeeded. */
  swept(inFlight: number): void {
    this.#last = { at: wallClock(), ms: now() };
    this.#cadenceMs = sweepDelayMs({
      quietSweeps: this.#quietSweeps,
      inFlight,
      maxDelayMs: this.#maxDelayMs,
      random: Math.random(),
    });
    this.#quietSweeps += 1;
  }
}
