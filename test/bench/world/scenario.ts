import type { RequestKind } from 'sso-admin-waiter';
import type { EmulatorOptions } from 'sso-admin-waiter/emulator';

/** How requests are started. */
export type Arrival =
  /** All at the start. */
  | { readonly type: 'at-once' }
  /** Up to `slots` at a time: the next starts when the end of one is detected. */
  | { readonly type: 'slots'; readonly slots: number }
  /** One every `everyMs`. */
  | { readonly type: 'spread'; readonly everyMs: number };

/** A period in which the service has a lower rate. */
export interface Storm {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly ratePerSecond: number;
}

/** A scenario. Everything else is the same for all scenarios. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly requests: number;
  readonly arrival: Arrival;
  /** The kinds of the requests, which alternate. */
  readonly kinds: readonly RequestKind[];
  /** Options of the emulator, in addition to `SAME_FOR_ALL`. */
  readonly emulator: EmulatorOptions;
  readonly storm?: Storm;
  /** Real calls a second by others, which compete for the rate and can be throttled. */
  readonly competingTps?: number;
  /** The number of seeds of a full run. */
  readonly seeds: number;
  /** The number of seeds of peers: fewer if all would take too long. */
  readonly peerSeeds: number;
  /** The number of seeds of the quick check; 0 skips the scenario. */
  readonly quickSeeds: number;
}

/** The options of the emulator in all scenarios. */
export const SAME_FOR_ALL: EmulatorOptions = {
  latencyMs: 50,
  failureRate: 0.1,
  callLogSize: 0,
};

/** The rate of the service outside a storm, in calls a second: AWS's quota. */
export const USUAL_RATE = 20;

/** The deadline of all waits, which is longer than any request of any seed. */
export const TIMEOUT_MS = 4 * 3_600_000;
