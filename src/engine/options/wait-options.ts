import type { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import * as v from 'valibot';
import { InvalidOptionError } from '../results/errors.js';
import { check } from './check.js';
import {
  httpUrlSchema,
  members,
  nonBlank,
  numberOfAtLeast,
  objectWith,
  oneOf,
  positiveNumber,
} from './schema.js';

/** Any pino-compatible logger. Each call has structured fields and a fixed message. */
export interface Logger {
  /** Progress of single requests. */
  debug(fields: object, message: string): void;
  /** Results, recoveries, starts and stops. */
  info(fields: object, message: string): void;
  /** Failed requests, failed calls and throttling. */
  warn(fields: object, message: string): void;
  /** Problems that need an operator, and listeners that threw. */
  error(fields: object, message: string): void;
}

/** The schema of an optional logger. */
export const loggerSchema = v.optional(objectWith<Logger>(['debug', 'info', 'warn', 'error']));

/** The schema of an optional signal. */
export const signalSchema = v.optional(
  objectWith<AbortSignal>(['addEventListener'], "an AbortSignal, such as a controller's signal"),
);

/** The members of {@link ConnectionOptions}. */
export const connectionEntries = {
  /**
   * The client for all calls. All waits on one client share their list calls and one rate limiter. Default: one
   * with `maxAttempts: 1`, which all waits with the same `region`, `profile` and `endpointUrl` share.
   */
  client: v.optional(objectWith<SSOAdminClient>(['send'], 'an SSOAdminClient')),
  /** AWS Region. Default: from the environment or the profile, as for any AWS SDK. */
  region: v.optional(nonBlank()),
  /** Profile of the shared configuration files. Default: `AWS_PROFILE` or `default`. */
  profile: v.optional(nonBlank()),
  /** Another endpoint, such as an emulator's. Default: `AWS_ENDPOINT_URL_SSO_ADMIN` or AWS's own. */
  endpointUrl: v.optional(httpUrlSchema),
};

/** The members of {@link CallOptions}. */
export const callEntries = {
  /**
   * Ceiling of the call rate, in calls a second. Default 10, half of the quota that all callers of an account
   * share. Throttling lowers the rate temporarily.
   * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html
   */
  maxTps: v.optional(positiveNumber, 10),
  /** Time limit of one call, after which it is retried, in milliseconds. Default 10 000 ms. */
  callTimeoutMs: v.optional(positiveNumber, 10_000),
};

/** The schema of {@link CallOptions}. */
const callOptionsSchema = v.object(callEntries);

/** The schema of a wait's deadline. */
const timeoutSchema = v.optional(positiveNumber, 900_000);

const DEFAULT_MAX_DELAY_MS = 4_500;

/** The options of one tracked request. */
const trackOptionsSchema = members({ timeoutMs: v.optional(positiveNumber) });

/** The schema of {@link WaitOptions}. */
export const waitOptionsSchema = members({
  ...connectionEntries,
  /** Deadline of each request, from when it is tracked. Default 900 000 ms (15 min). */
  timeoutMs: timeoutSchema,
  /** Ends the wait at once. No more calls are made. Default: none. */
  signal: signalSchema,
  /**
   * `failed`: only failures are described; a success that a list reports has its ids, its date and the details
   * of its ref. `all`: each request is described. A wait for one request always has all details. Default
   * `failed`.
   */
  details: v.optional(oneOf(['failed', 'all']), 'failed'),
  /** How long a not-found response is treated as eventual consistency. Default 30 000 ms. */
  notFoundGraceMs: v.optional(numberOfAtLeast(0), 30_000),
  /**
   * Shortest pause between two polls of a request. A request that is polled alone pauses 1.25 times as
   * long while it is young, and longer with age. A poll that covers several requests also covers
   * those that are due within the next 600 ms, so it can come before their pause has passed. At least
   * 1 ms. Default 800 ms.
   */
  minDelayMs: v.optional(numberOfAtLeast(1), 800),
  /** Longest pause between two polls of a request. Default 4 500 ms, or `minDelayMs` if that is longer. */
  maxDelayMs: v.optional(positiveNumber),
  ...callEntries,
  /** Logs each change. Default: nothing is written. */
  logger: loggerSchema,
});

/** The connection: a `client`, or the settings to create one. */
export interface ConnectionOptions extends Readonly<
  v.InferInput<v.StrictObjectSchema<typeof connectionEntries, undefined>>
> {}

/** Options of calls. Waits on the same client use the lowest `maxTps` and the longest `callTimeoutMs`. */
export interface CallOptions extends Readonly<v.InferInput<typeof callOptionsSchema>> {}

/** Call options with the defaults filled in. */
export interface ResolvedCallOptions extends Readonly<v.InferOutput<typeof callOptionsSchema>> {}

/** Options of a wait. */
export interface WaitOptions extends Readonly<v.InferInput<typeof waitOptionsSchema>> {}

/** Wait options with the defaults filled in. */
export interface ResolvedWaitOptions extends Readonly<v.InferOutput<typeof waitOptionsSchema>> {
  readonly maxDelayMs: number;
}

/**
 * Fills in defaults, and checks each option that was given.
 * @throws {InvalidOptionError} naming the option, what was received and what is expected
 */
export function resolveWaitOptions(options: WaitOptions): ResolvedWaitOptions {
  const resolved = check(waitOptionsSchema, options);
  checkClientAlone(resolved);
  const { minDelayMs, maxDelayMs = Math.max(DEFAULT_MAX_DELAY_MS, minDelayMs) } = resolved;
  if (maxDelayMs < minDelayMs) {
    throw new InvalidOptionError('maxDelayMs', maxDelayMs, `at least minDelayMs (${minDelayMs})`);
  }
  return { ...resolved, maxDelayMs };
}

export const DEFAULT_WAIT_OPTIONS: ResolvedWaitOptions = resolveWaitOptions({});

/**
 * The deadline of one request, in milliseconds.
 *
 * @param defaultMs the deadline of the tracker
 * @throws {InvalidOptionError} when the options are invalid
 */
export function resolveTimeout(
  options: v.InferInput<typeof trackOptionsSchema>,
  defaultMs: number,
): number {
  return check(trackOptionsSchema, options).timeoutMs ?? defaultMs;
}

/** The defaults and checks of the call options alone. */
export function resolveCallOptions(options: CallOptions): ResolvedCallOptions {
  return check(callOptionsSchema, options);
}

/** @throws {InvalidOptionError} when the connection is invalid, or a client is given with its settings */
export function checkConnection(options: ConnectionOptions): void {
  check(v.object(connectionEntries), options);
  checkClientAlone(options);
}

/**
 * Checks that settings of a client are not given with a client, which has its own.
 *
 * @param path where the options are, such as `instances[0].`
 * @throws {InvalidOptionError}
 */
export function checkClientAlone(
  { client, region, profile, endpointUrl }: ConnectionOptions,
  path = '',
): void {
  if (client === undefined || (region ?? profile ?? endpointUrl) === undefined) return;
  throw new InvalidOptionError(
    `${path}client`,
    client,
    'given without region, profile and endpointUrl, which it has already',
  );
}
