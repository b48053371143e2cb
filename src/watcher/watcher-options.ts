import { InvalidOptionError } from '../engine/results/errors.js';
import {
  checkConnection,
  checkLogger,
  checkNames,
  oneOf,
  resolveCallOptions,
  type CallOptions,
  type ConnectionOptions,
  type Logger,
} from '../engine/options/wait-options.js';
import { checkInstanceArn } from '../engine/options/check-ref.js';
import { REQUEST_KINDS, type RequestKind } from '../engine/requests/kinds.js';
import { checkSinks } from './delivery/check-sinks.js';
import type { Sink } from './delivery/sink.js';
import type { StateStore } from './store/store.js';

/** An instance to watch, and its connection. */
export interface InstanceOptions extends ConnectionOptions {
  /** The name in logs, metrics and displays. Default: the ARN, or `default` without one. */
  readonly name?: string;
  /** Default: the only instance that is visible to the caller. */
  readonly instanceArn?: string;
  /** A role to assume, with the credentials of `profile` or the environment. */
  readonly roleArn?: string;
  /** The external id that the role's trust policy requires. */
  readonly externalId?: string;
  /** Ceiling of the call rate, in calls a second. Default: that of the watcher. */
  readonly maxTps?: number;
}

/** Options of a watcher. */
export interface WatcherOptions extends CallOptions {
  /** The instances. Each has its own client and rate limiter. Default: one, from the environment. */
  readonly instances?: readonly InstanceOptions[];
  /** Default: all three. */
  readonly kinds?: readonly RequestKind[];
  /** The durable state. Default: in memory, which is not durable. */
  readonly state?: StateStore;
  /** The destinations of events. Default: only listeners and iterators. */
  readonly sinks?: readonly Sink[];
  /**
   * At the first start with a state, also report requests created since then that have ended. Default: the start.
   * Later starts resume where the last one stopped.
   */
  readonly since?: Date;
  /** Ceiling of the call rate of each instance, in calls a second. Default 5. */
  readonly maxTps?: number;
  /** Longest pause between two sweeps, in milliseconds. Default 30 000 ms. */
  readonly maxSweepDelayMs?: number;
  /** How long `stop` waits for deliveries, in milliseconds. Default 10 000 ms. */
  readonly drainTimeoutMs?: number;
  /** Age at which an undelivered event is dead-lettered, in milliseconds. Default 24 h. */
  readonly maxDeliveryAgeMs?: number;
  /** Logs each change of state. Default: nothing is written. */
  readonly logger?: Logger;
}

/** Checked watcher options, with defaults. */
export interface ResolvedWatcherOptions extends Required<CallOptions> {
  readonly instances: readonly (InstanceOptions & { readonly name: string })[];
  readonly kinds: readonly RequestKind[];
  readonly sinks: readonly Sink[];
  readonly maxSweepDelayMs: number;
  readonly drainTimeoutMs: number;
  readonly maxDeliveryAgeMs: number;
}

export const DEFAULT_WATCHER_OPTIONS = {
  maxTps: 5,
  maxSweepDelayMs: 30_000,
  drainTimeoutMs: 10_000,
  maxDeliveryAgeMs: 24 * 3_600_000,
} as const;

/**
 * Checks the options, and applies the defaults.
 * @throws {InvalidOptionError} naming the option, what was received and what is expected
 */
export function resolveWatcherOptions(options: WatcherOptions): ResolvedWatcherOptions {
  checkNames('options', options, WATCHER_OPTION_NAMES);
  const { instances = [{}], kinds = REQUEST_KINDS, sinks = [], since } = options;
  checkLogger(options.logger);
  checkStore(options.state);
  if (!Array.isArray(kinds) || kinds.length === 0) {
    throw new InvalidOptionError('kinds', kinds, 'a list of at least one kind');
  }
  kinds.forEach((kind) => oneOf('kinds', kind, REQUEST_KINDS));
  if (since !== undefined && !(since instanceof Date && Number.isFinite(since.getTime()))) {
    throw new InvalidOptionError('since', since, 'a Date');
  }
  checkSinks(sinks);
  return {
    ...resolveCallOptions({ ...options, maxTps: options.maxTps ?? DEFAULT_WATCHER_OPTIONS.maxTps }),
    instances: resolveInstances(instances),
    kinds: REQUEST_KINDS.filter((kind) => kinds.includes(kind)),
    sinks,
    maxSweepDelayMs: milliseconds('maxSweepDelayMs', options, 1_000),
    drainTimeoutMs: milliseconds('drainTimeoutMs', options, 0),
    maxDeliveryAgeMs: milliseconds('maxDeliveryAgeMs', options, 0),
  };
}

function resolveInstances(
  instances: readonly InstanceOptions[],
): readonly (InstanceOptions & { readonly name: string })[] {
  if (!Array.isArray(instances) || instances.length === 0) {
    throw new InvalidOptionError('instances', instances, 'a list of at least one instance');
  }
  const named = instances.map((instance) => {
    checkNames('instances', instance, INSTANCE_OPTION_NAMES);
    checkConnection(instance);
    for (const option of INSTANCE_TEXTS) checkText(option, instance[option]);
    if (instance.instanceArn !== undefined) checkInstanceArn(instance.instanceArn);
    if (instance.maxTps !== undefined) resolveCallOptions({ maxTps: instance.maxTps });
    if (instance.client !== undefined && instance.roleArn !== undefined) {
      throw new InvalidOptionError('roleArn', instance.roleArn, 'given without client');
    }
    return { ...instance, name: instance.name ?? instance.instanceArn ?? 'default' };
  });
  const twice =
    firstTwice(named.map(({ name }) => name)) ??
    // Two for the same instance would report everything twice.
    firstTwice(named.flatMap(({ instanceArn }) => instanceArn ?? []));
  if (twice === undefined) return named;
  throw new InvalidOptionError('instances', twice, 'given once, each with a name of its own');
}

function checkText(option: string, value: unknown): void {
  if (value === undefined || (typeof value === 'string' && value.trim() !== '')) return;
  throw new InvalidOptionError(option, value, 'a text that is not empty');
}

function checkStore(state: StateStore | undefined): void {
  const methods = ['open', 'get', 'list', 'write', 'sizeBytes', 'close'] as const;
  if (state === undefined || methods.every((name) => typeof state?.[name] === 'function')) return;
  throw new InvalidOptionError('state', state, `an object with ${methods.join(', ')}`);
}

function firstTwice(texts: readonly string[]): string | undefined {
  return texts.find((text, index) => texts.indexOf(text) !== index);
}

function milliseconds(
  option: 'maxSweepDelayMs' | 'drainTimeoutMs' | 'maxDeliveryAgeMs',
  options: WatcherOptions,
  least: number,
): number {
  const value = options[option] ?? DEFAULT_WATCHER_OPTIONS[option];
  if (typeof value === 'number' && value >= least && Number.isFinite(value)) return value;
  throw new InvalidOptionError(option, value, `a number of at least ${least}`);
}

/** A record, so that the compiler sees to it that no option is left out. */
const WATCHER_OPTION_NAMES: Record<keyof WatcherOptions, true> = {
  instances: true,
  kinds: true,
  state: true,
  sinks: true,
  since: true,
  maxTps: true,
  callTimeoutMs: true,
  maxSweepDelayMs: true,
  drainTimeoutMs: true,
  maxDeliveryAgeMs: true,
  logger: true,
};

const INSTANCE_OPTION_NAMES: Record<keyof InstanceOptions, true> = {
  name: true,
  instanceArn: true,
  client: true,
  region: true,
  profile: true,
  endpointUrl: true,
  roleArn: true,
  externalId: true,
  maxTps: true,
};

const INSTANCE_TEXTS = ['name', 'region', 'profile', 'roleArn', 'externalId'] as const;
