import type { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { InvalidOptionError } from '../results/errors.js';

/** The connection: a `client`, or the settings to create one. */
export interface ConnectionOptions {
  /**
   * The client for all calls. All waits on one client share their list calls and one rate limiter. Without it,
   * one is created with `maxAttempts: 1`, and shared by all waits with the same `region`, `profile` and
   * `endpointUrl`.
   */
  readonly client?: SSOAdminClient;
  /** AWS Region. Default: from the environment or the profile, as for any AWS SDK. */
  readonly region?: string;
  /** Profile of the shared configuration files. Default: `AWS_PROFILE` or `default`. */
  readonly profile?: string;
  /** Another endpoint, such as an emulator's. Default: `AWS_ENDPOINT_URL_SSO_ADMIN` or AWS's own. */
  readonly endpointUrl?: string;
}

/** Options of calls. Waits on the same client use the lowest `maxTps` and the longest `callTimeoutMs`. */
export interface CallOptions {
  /**
   * Ceiling of the call rate, in calls a second. Default 10, half of the quota that all callers of an account
   * share. Throttling lowers the rate temporarily.
   * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html
   */
  readonly maxTps?: number;
  /** Time limit of one call, after which it is retried, in milliseconds. Default 10 000 ms. */
  readonly callTimeoutMs?: number;
}

/** Any pino-compatible logger. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Options of a wait. */
export interface WaitOptions extends ConnectionOptions, CallOptions {
  /** Deadline of each request, from when it is tracked. Default 900 000 ms (15 min). */
  readonly timeoutMs?: number;
  /** Ends the wait at once. No more calls are made. */
  readonly signal?: AbortSignal;
  /**
   * `failed`: only failures are described; a success that a list reports has its ids, its date and the details
   * of its ref. `all`: each request is described. Default `failed`; a wait for one request always has all
   * details.
   */
  readonly details?: 'failed' | 'all';
  /** How long a not-found response is treated as eventual consistency. Default 30 000 ms. */
  readonly notFoundGraceMs?: number;
  /**
   * Shortest pause between two polls of a request. A request that is polled alone pauses 1.25 times as
   * long while it is young, and longer with age. A poll that answers for several requests also covers
   * those that are due within the next 600 ms, so it can come before their pause has passed. At least
   * 1 ms. Default 800 ms.
   */
  readonly minDelayMs?: number;
  /** Longest pause between two polls of a request. Default 4 500 ms. */
  readonly maxDelayMs?: number;
  /** Logs each change. Default: nothing is written. */
  readonly logger?: Logger;
}

/** Wait options with the defaults filled in. */
export type ResolvedWaitOptions = Required<
  Pick<
    WaitOptions,
    | 'timeoutMs'
    | 'details'
    | 'notFoundGraceMs'
    | 'minDelayMs'
    | 'maxDelayMs'
    | 'maxTps'
    | 'callTimeoutMs'
  >
>;

export const DEFAULT_WAIT_OPTIONS: ResolvedWaitOptions = {
  timeoutMs: 900_000,
  details: 'failed',
  notFoundGraceMs: 30_000,
  minDelayMs: 800,
  maxDelayMs: 4_500,
  maxTps: 10,
  callTimeoutMs: 10_000,
};

/**
 * Fills in defaults, and checks each option that was given.
 * @throws {InvalidOptionError} naming the option, what was received and what is expected
 */
export function resolveWaitOptions(options: WaitOptions): ResolvedWaitOptions {
  const minDelayMs = options.minDelayMs ?? DEFAULT_WAIT_OPTIONS.minDelayMs;
  const maxDelayMs = options.maxDelayMs ?? Math.max(DEFAULT_WAIT_OPTIONS.maxDelayMs, minDelayMs);
  const resolved: ResolvedWaitOptions = {
    timeoutMs: resolveTimeout(options.timeoutMs ?? DEFAULT_WAIT_OPTIONS.timeoutMs),
    details: oneOf('details', options.details ?? DEFAULT_WAIT_OPTIONS.details, ['failed', 'all']),
    notFoundGraceMs: atLeast(
      'notFoundGraceMs',
      options.notFoundGraceMs ?? DEFAULT_WAIT_OPTIONS.notFoundGraceMs,
      0,
    ),
    minDelayMs: atLeast('minDelayMs', minDelayMs, 1),
    maxDelayMs: positive('maxDelayMs', maxDelayMs),
    ...resolveCallOptions(options),
  };
  if (resolved.maxDelayMs < resolved.minDelayMs) {
    throw new InvalidOptionError(
      'maxDelayMs',
      resolved.maxDelayMs,
      `at least minDelayMs (${resolved.minDelayMs})`,
    );
  }
  checkConnection(options);
  checkSignal(options.signal);
  checkLogger(options.logger);
  checkNames('options', options, WAIT_OPTION_NAMES);
  return resolved;
}

/**
 * @param option what the names belong to
 * @throws {InvalidOptionError} for an option that there is not, instead of ignoring it; and for what
 *   is no object
 */
export function checkNames(
  option: string,
  given: object,
  known: Readonly<Record<string, true>>,
): void {
  if (typeof given !== 'object' || given === null) {
    throw new InvalidOptionError(option, given, 'an object');
  }
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(known, name));
  if (unknown === undefined) return;
  throw new InvalidOptionError(option, unknown, `made of ${Object.keys(known).join(', ')}`);
}

/** A record, so that the compiler sees to it that no option is left out. */
const WAIT_OPTION_NAMES: Record<keyof WaitOptions, true> = {
  client: true,
  region: true,
  profile: true,
  endpointUrl: true,
  timeoutMs: true,
  signal: true,
  details: true,
  notFoundGraceMs: true,
  minDelayMs: true,
  maxDelayMs: true,
  maxTps: true,
  callTimeoutMs: true,
  logger: true,
};

/** @throws {InvalidOptionError} when it is there, but is no `AbortSignal` */
export function checkSignal(signal: AbortSignal | undefined): void {
  if (signal === undefined || typeof signal?.addEventListener === 'function') return;
  throw new InvalidOptionError('signal', signal, "an AbortSignal, such as a controller's signal");
}

/** @throws {InvalidOptionError} when it is there, but lacks a level */
export function checkLogger(logger: Logger | undefined): void {
  if (logger === undefined) return;
  const levels = ['debug', 'info', 'warn', 'error'] as const;
  if (levels.every((level) => typeof logger?.[level] === 'function')) return;
  throw new InvalidOptionError('logger', logger, `an object with ${levels.join(', ')}`);
}

/** @throws {InvalidOptionError} when it is not a number greater than 0 */
export function resolveTimeout(timeoutMs: number): number {
  return positive('timeoutMs', timeoutMs);
}

/** The defaults and checks of the call options alone. */
export function resolveCallOptions(options: CallOptions): Required<CallOptions> {
  return {
    maxTps: positive('maxTps', options.maxTps ?? DEFAULT_WAIT_OPTIONS.maxTps),
    callTimeoutMs: positive(
      'callTimeoutMs',
      options.callTimeoutMs ?? DEFAULT_WAIT_OPTIONS.callTimeoutMs,
    ),
  };
}

/** @throws {InvalidOptionError} when a client comes with what one would be made from */
export function checkConnection({ client, region, profile, endpointUrl }: ConnectionOptions): void {
  if (client !== undefined && typeof client?.send !== 'function') {
    throw new InvalidOptionError('client', client, 'an SSOAdminClient');
  }
  if (client !== undefined && (region ?? profile ?? endpointUrl) !== undefined) {
    throw new InvalidOptionError(
      'client',
      client,
      'given without region, profile and endpointUrl, which it has already',
    );
  }
  if (endpointUrl !== undefined && !URL.canParse(endpointUrl)) {
    throw new InvalidOptionError('endpointUrl', endpointUrl, 'a URL such as http://127.0.0.1:8080');
  }
}

function positive(option: string, value: unknown): number {
  if (typeof value === 'number' && value > 0 && Number.isFinite(value)) return value;
  throw new InvalidOptionError(option, value, 'a number greater than 0');
}

function atLeast(option: string, value: unknown, least: number): number {
  if (typeof value === 'number' && value >= least && Number.isFinite(value)) return value;
  throw new InvalidOptionError(option, value, `a number of at least ${least}`);
}

/** @throws {InvalidOptionError} when it is not one of those allowed */
export function oneOf<Value extends string>(
  option: string,
  value: Value,
  allowed: readonly Value[],
): Value {
  if (allowed.includes(value)) return value;
  throw new InvalidOptionError(option, value, `one of ${allowed.join(', ')}`);
}
