import { now, wallClock } from '../../engine/util/clock.js';

/** The input for the pause until the next sweep. */
export interface SweepActivity {
  /** Sweeps in a row that found nothing new, and during which nothing ended. */
  readonly quietSweeps: number;
  readonly inFlight: number;
  /** Longest pause, in milliseconds. */
  readonly maxDelayMs: number;
  /** A number from 0 to 1. */
  readonly random: number;
}

/** The pause right after a request was started, because others often follow. */
const MIN_DELAY_MS = 2_000;

const GROWTH = 1.5;

/** While a request is in flight, others are likely. */
const MAX_DELAY_IN_FLIGHT_MS = 10_000;

/** Keeps watchers that started together from sweeping together. */
const JITTER = 0.05;

/** The pause until the next sweep: short while requests arrive, longer the longer it is quiet. Pure. */
export function sweepDelayMs(activity: SweepActivity): number {
  const { quietSweeps, inFlight, maxDelayMs, random } = activity;
  const max = inFlight > 0 ? Math.min(MAX_DELAY_IN_FLIGHT_MS, maxDelayMs) : maxDelayMs;
  const grown = MIN_DELAY_MS * GROWTH ** Math.min(quietSweeps, 50);
  // Jitter only shortens the pause, so that the maximum holds.
  return Math.min(max, grown) * (1 - JITTER * random);
}

/** After this many intervals without a successful sweep, the data is stale. */
const STALE_INTERVALS = 3;

/** The shortest interval for staleness, because a sweep itself takes time. */
const MIN_INTERVAL_MS = 5_000;

/** The time of the last sweep, and the current pause. */
export class SweepCadence {
  readonly #maxDelayMs: number;
  readonly #sinceMs = now();
  #delayMs: number;
  #quietSweeps = 0;
  #last: { readonly at: Date; readonly ms: number } | undefined;

  /** @param maxDelayMs longest pause, in milliseconds */
  constructor(maxDelayMs: number) {
    this.#maxDelayMs = maxDelayMs;
    this.#delayMs = maxDelayMs;
  }

  /** The current pause between two sweeps, in milliseconds. */
  get delayMs(): number {
    return this.#delayMs;
  }

  /** When a sweep last succeeded. */
  get lastSweepAt(): Date | undefined {
    return this.#last?.at;
  }

  /** How long no sweep has succeeded, in milliseconds; `undefined` unless that makes the data stale. */
  get staleForMs(): number | undefined {
    const ageMs = now() - (this.#last?.ms ?? this.#sinceMs);
    return ageMs > STALE_INTERVALS * Math.max(this.#delayMs, MIN_INTERVAL_MS) ? ageMs : undefined;
  }

  /** A request was found, or has ended: others may follow. */
  noteActivity(): void {
    this.#quietSweeps = 0;
  }

  /** A sweep succeeded. */
  swept(inFlight: number): void {
    this.#last = { at: wallClock(), ms: now() };
    this.#delayMs = sweepDelayMs({
      quietSweeps: this.#quietSweeps,
      inFlight,
      maxDelayMs: this.#maxDelayMs,
      random: Math.random(),
    });
    this.#quietSweeps += 1;
  }
}
