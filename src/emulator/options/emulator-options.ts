import type { OutstandingQuota } from '../../engine/requests/kinds.js';
import type { DurationModel, DurationModels } from './duration-model.js';

/** The order of list responses. */
export type ListOrder = 'newest-first' | 'oldest-first' | 'shuffled';

/**
/**
 * Limits of the service. `Infinity` removes a limit. Of requests in progress, `outstandingAssignments` limits
 * creations and deletions together (default 15), and `outstandingProvisionings` permission set provisionings
 * (default 3).
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html
 */
export interface EmulatorQuotas extends CallQuotas, Partial<OutstandingQuotas> {}

type OutstandingQuotas = Readonly<Record<OutstandingQuota, number>>;

interface CallQuotas {
  /** Calls a second, over all operations and clients. @default 20 */
  readonly ratePerSecond?: number;
  /** Calls at once after a pause. @default the calls of one second, at least 1 */
  readonly burst?: number;
}

/** Options of `createEmulator`. All are optional. */
export interface EmulatorOptions {
  /** A whole number. The same seed and the same calls give the same results. @default 1 */
  readonly seed?: number;
  /** The instance's Region. @default 'us-east-1' */
  readonly region?: string;
  /** ARN of the instance. @default 'arn:aws:sso:::instance/ssoins-1234567890abcdef' */
  readonly instanceArn?: string;
  /** The account that owns the instance: 12 digits. @default '111122223333' */
  readonly accountId?: string;
  /**
   * The duration of requests: one model for all, or one for each kind.
   * @default lognormal: provisionings with a median of 25 s, assignments 15 s, sigma 0.8
   */
  readonly durations?: DurationModel | Partial<DurationModels>;
  /** The probability that a request fails, 0 to 1, with a reason that users have reported. @default 0 */
  readonly failureRate?: number;
  /** Limits of the service. @default the defaults of its members */
  readonly quotas?: EmulatorQuotas;
  /**
   * Calls a second of other clients, which count towards the rate limit. A function receives the milliseconds
   * since the emulator was created. The rate that it returns applies to the time since the previous call.
   * @default 0
   */
  readonly otherTrafficTps?: number | ((elapsedMs: number) => number);
  /** `shuffled` gives each request a random position, which it keeps. @default 'newest-first' */
  readonly listOrder?: ListOrder;
  /** The age of the state that lists show, in milliseconds. @default 0 */
  readonly listLagMs?: number;
  /** How long after its start describes do not find a request, in milliseconds. @default 0 */
  readonly notFoundWindowMs?: number;
  /** How long a request is kept after its end, in milliseconds. @default Infinity */
  readonly retentionMs?: number;
  /** The initial number of ended requests of each kind. @default 0 */
  readonly history?: number;
  /** The latency of each call, in milliseconds. Half of it passes before the operation. @default 0 */
  readonly latencyMs?: number;
  /** Maximum number of calls in `calls.log`. @default 1000 */
  readonly callLogSize?: number;
  /** Receives each call before its response is sent. @default none */
  readonly onCall?: (call: EmulatedCall) => void;
}

/** A call that the emulator received. */
export interface EmulatedCall {
  /** When it was received, on the monotonic clock (`performance.now()`), in milliseconds. */
  readonly atMs: number;
  /** The operation in the request, known or not; empty if the request named none. */
  readonly operation: string;
  /** `ok`, the code of the error, or the fault that replaced the response. */
  readonly outcome: string;
}
