import type { DurationModel, DurationModels } from './duration-model.js';

/** In which order lists show requests. */
export type ListOrder = 'newest-first' | 'oldest-first' | 'shuffled';

/** Limits of the service. `Infinity` lifts one. */
export interface EmulatorQuotas {
  /** Calls a second, over all operations and clients. @default 20 */
  readonly ratePerSecond?: number;
  /** Calls at once after a pause. @default one second's worth, at least 1 */
  readonly burst?: number;
  /** Account assignments, creations and deletions together, in progress at once. @default 15 */
  readonly outstandingAssignments?: number;
  /** Permission set provisionings in progress at once. @default 3 */
  readonly outstandingProvisionings?: number;
}

/** How the emulated service behaves. Everything is optional. */
export interface EmulatorOptions {
  /** Whole number; the same seed and the same calls give the same run. @default 1 */
  readonly seed?: number;
  /** The instance's Region. @default 'us-east-1' */
  readonly region?: string;
  /** @default 'arn:aws:sso:::instance/ssoins-1234567890abcdef' */
  readonly instanceArn?: string;
  /** The account that owns the instance: 12 digits. @default '111122223333' */
  readonly accountId?: string;
  /**
   * How long requests take: one model for all, or one for each kind.
   * @default lognormal: provisionings with a median of 25 s, assignments 15 s, sigma 0.8
   */
  readonly durations?: DurationModel | Partial<DurationModels>;
  /** Share of requests that fail, 0 to 1, with reasons that users have reported. @default 0 */
  readonly failureRate?: number;
  /** Limits of the service. @default those of each member */
  readonly quotas?: EmulatorQuotas;
  /**
   * Calls a second of others that use up the rate. A function gets the milliseconds since the
   * emulator was made; what it returns at a call counts for the time since the call before.
   * @default 0
   */
  readonly otherTrafficTps?: number | ((elapsedMs: number) => number);
  /** `shuffled` gives each request a place by the seed, which it keeps. @default 'newest-first' */
  readonly listOrder?: ListOrder;
  /** Lists show the state as it was so many milliseconds ago. @default 0 */
  readonly listLagMs?: number;
  /** For so many milliseconds after its start, describes do not find a request. @default 0 */
  readonly notFoundWindowMs?: number;
  /** Requests are forgotten so many milliseconds after their end. @default Infinity */
  readonly retentionMs?: number;
  /** How many ended requests of each kind there are to begin with. @default 0 */
  readonly history?: number;
  /** What every call takes, in milliseconds; half of it passes before it is performed. @default 0 */
  readonly latencyMs?: number;
  /** How many calls `calls.log` keeps. @default 1000 */
  readonly callLogSize?: number;
  /** Is told each call when its answer is settled, before the answer leaves. */
  readonly onCall?: (call: EmulatedCall) => void;
}

/** One call, as the emulator saw it. */
export interface EmulatedCall {
  /** When it came in, on the monotonic clock (`performance.now()`), in milliseconds. */
  readonly atMs: number;
  /** The operation, or what the client called it; empty when it was no call on the service. */
  readonly operation: string;
  /** `ok`, the error's code, or the fault that left the call without an answer. */
  readonly outcome: string;
}
