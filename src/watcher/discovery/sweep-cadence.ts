/** What is known when the next sweep of a kind is planned. */
export interface SweepOccasion {
  /** Sweeps in a row that showed nothing new, and during which nothing ended. */
  readonly quietSweeps: number;
  readonly inFlight: number;
  /** Longest pause, in milliseconds. */
  readonly maxDelayMs: number;
  /** A number from 0 to 1. */
  readonly random: number;
}

/** The pause right after something was started: where there is one request, others follow. */
const BASE_MS = 2_000;

const GROWTH = 1.5;

/** While something is in flight, others are likely. */
const LONGEST_IN_FLIGHT_MS = 10_000;

/** Several watchers that started together must not sweep together for ever. */
const JITTER = 0.05;

/** How long until the next sweep: short while requests come, longer the longer it is quiet. Pure. */
export function sweepDelayMs(occasion: SweepOccasion): number {
  const { quietSweeps, inFlight, maxDelayMs, random } = occasion;
  const longest = inFlight > 0 ? Math.min(LONGEST_IN_FLIGHT_MS, maxDelayMs) : maxDelayMs;
  const grown = BASE_MS * GROWTH ** Math.min(quietSweeps, 50);
  // Only ever earlier, so that the longest pause is what it says.
  return Math.min(longest, grown) * (1 - JITTER * random);
}
