import type { RequestKind } from 'sso-admin-waiter';
import type { EmulatorOptions } from 'sso-admin-waiter/emulator';

/** How requests come into flight. */
export type Arrival =
  /** All at the beginning. */
  | { readonly type: 'at-once' }
  /** So many at a time: the next starts when the end of one is known. */
  | { readonly type: 'slots'; readonly slots: number }
  /** One after the other, whether or not the ones before have ended. */
  | { readonly type: 'spread'; readonly everyMs: number };

/** A time in which the service lets few calls through. */
export interface Storm {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly ratePerSecond: number;
}

/** What the strategies are put through. Everything else is the same for all scenarios. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly requests: number;
  readonly arrival: Arrival;
  /** The kinds that the requests take turns in being. */
  readonly kinds: readonly RequestKind[];
  /** What the emulator is made with, besides `SAME_FOR_ALL`. */
  readonly emulator: EmulatorOptions;
  readonly storm?: Storm;
  /** Calls a second by others that are real calls: they compete for the rate, and may lose. */
  readonly competingTps?: number;
  /** How many seeds the full run has. */
  readonly seeds: number;
  /** How many of them the peers have: fewer where all would take too long. */
  readonly peerSeeds: number;
  /** How many the quick check has; none when it does without the scenario. */
  readonly quickSeeds: number;
}

/** What every scenario has in common. */
export const SAME_FOR_ALL: EmulatorOptions = {
  latencyMs: 50,
  failureRate: 0.1,
  callLogSize: 0,
};

/** The service's rate while there is no storm: the emulator's default, AWS's quota. */
export const USUAL_RATE = 20;

/** The longest that any wait may take: longer than any request of any seed. */
export const TIMEOUT_MS = 4 * 3_600_000;
