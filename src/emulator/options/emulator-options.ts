import * as v from 'valibot';
import {
  functionOf,
  integerOfAtLeast,
  limitOfAtLeast,
  members,
  nonBlank,
  numberBetween,
  numberOfAtLeast,
  oneOf,
  textLike,
} from '../../engine/options/schema.js';
import { KINDS, REQUEST_KINDS, type OutstandingQuota } from '../../engine/requests/kinds.js';
import { durationsSchema } from './duration-model.js';

/** The order of list responses. */
export type ListOrder = 'newest-first' | 'oldest-first' | 'shuffled';

/** The schema of the rate limit and its burst. */
export const rateSchema = limitOfAtLeast(0);

/** The schema of the rate of other clients. */
export const otherTrafficSchema = numberOfAtLeast(0);

/** The quotas of requests in progress that kinds name. */
const outstandingEntries = Object.fromEntries(
  REQUEST_KINDS.flatMap((kind) => KINDS[kind].start?.quota ?? []).map(({ name, outstanding }) => [
    name,
    v.optional(limitOfAtLeast(0), outstanding),
  ]),
) as Readonly<
  Record<OutstandingQuota, v.OptionalSchema<ReturnType<typeof limitOfAtLeast>, number>>
>;

/** The schema of {@link EmulatorQuotas}. */
const quotasSchema = members({
  /** Calls a second, over all operations and clients. Default 20. */
  ratePerSecond: v.optional(rateSchema, 20),
  /** Calls at once after a pause. Default: the calls of one second, at least 1. */
  burst: v.optional(rateSchema),
  ...outstandingEntries,
});

/** The same schema, with a named type. */
const namedQuotasSchema: v.GenericSchema<
  EmulatorQuotas,
  v.InferOutput<typeof quotasSchema>
> = quotasSchema;

/** The schema of {@link EmulatorOptions}. */
export const emulatorOptionsSchema = members({
  /** A whole number. The same seed and the same calls give the same results. Default 1. */
  seed: v.optional(v.pipe(v.number('a whole number'), v.safeInteger('a whole number')), 1),
  /** The instance's Region. Default `us-east-1`. */
  region: v.optional(nonBlank('the name of a Region'), 'us-east-1'),
  /** ARN of the instance. Default `arn:aws:sso:::instance/ssoins-1234567890abcdef`. */
  instanceArn: v.optional(
    textLike(
      /^arn:aws(-[a-z]{1,5}){0,3}:sso:::instance\/(sso)?ins-[a-zA-Z0-9-.]{16}$/,
      'the ARN of an instance, such as arn:aws:sso:::instance/ssoins-1234567890abcdef',
    ),
    'arn:aws:sso:::instance/ssoins-1234567890abcdef',
  ),
  /** The account that owns the instance: 12 digits. Default `111122223333`. */
  accountId: v.optional(textLike(/^\d{12}$/, '12 digits'), '111122223333'),
  /**
   * The duration of requests, for all kinds or by kind: milliseconds, `{ medianMs, sigma }` for a lognormal
   * distribution, or a function of a seeded `random()` that returns milliseconds. Default: lognormal, with a median of 25 s
   * for provisionings and 15 s for assignments, and a sigma of 0.8.
   */
  durations: v.optional(durationsSchema),
  /** The probability that a request fails, 0 to 1, with a reason that users have reported. Default 0. */
  failureRate: v.optional(numberBetween(0, 1), 0),
  /** Limits of the service. Default: those of AWS. */
  quotas: v.optional(namedQuotasSchema, {}),
  /**
   * Calls a second of other clients, which count towards the rate limit. A function receives the milliseconds
   * since the emulator was created. The rate that it returns applies to the time since the previous call.
   * Default 0.
   */
  otherTrafficTps: v.optional(
    v.lazy((given): v.GenericSchema<number | ((elapsedMs: number) => number)> =>
      typeof given === 'function'
        ? functionOf<(elapsedMs: number) => number>()
        : otherTrafficSchema,
    ),
    0,
  ),
  /** `shuffled` gives each request a random position, which it keeps. Default `newest-first`. */
  listOrder: v.optional(oneOf(['newest-first', 'oldest-first', 'shuffled']), 'newest-first'),
  /** The age of the state that lists show, in milliseconds. Default 0 ms. */
  listLagMs: v.optional(numberOfAtLeast(0), 0),
  /** How long after its start describes do not find a request, in milliseconds. Default 0 ms. */
  notFoundWindowMs: v.optional(numberOfAtLeast(0), 0),
  /** How long a request is kept after its end, in milliseconds. Default `Infinity`. */
  retentionMs: v.optional(limitOfAtLeast(0), Infinity),
  /** The initial number of ended requests of each kind. Default 0. */
  history: v.optional(integerOfAtLeast(0), 0),
  /** The latency of each call, in milliseconds. Half of it passes before the operation. Default 0 ms. */
  latencyMs: v.optional(numberOfAtLeast(0), 0),
  /** Maximum number of calls in `calls.log`. Default 1 000. */
  callLogSize: v.optional(integerOfAtLeast(0), 1_000),
  /** Receives each call before its response is sent. Default: none. */
  onCall: v.optional(functionOf<(call: EmulatedCall) => void>()),
});

/**
 * Limits of the service. `Infinity` removes a limit. Of requests in progress, `outstandingAssignments` limits
 * creations and deletions together (default 15), and `outstandingProvisionings` permission set provisionings
 * (default 3).
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html
 */
export interface EmulatorQuotas extends Readonly<v.InferInput<typeof quotasSchema>> {}

/** Options of `createEmulator`. All are optional. */
export interface EmulatorOptions extends Readonly<v.InferInput<typeof emulatorOptionsSchema>> {}

/** Options with the defaults filled in. */
export interface CheckedOptions extends Readonly<v.InferOutput<typeof emulatorOptionsSchema>> {}

/** A call that the emulator received. */
export interface EmulatedCall {
  /** When it was received, on the monotonic clock (`performance.now()`), in milliseconds. */
  readonly atMs: number;
  /** The operation in the request, known or not; empty if the request named none. */
  readonly operation: string;
  /** `ok`, the code of the error, or the fault that replaced the response. */
  readonly outcome: string;
}
