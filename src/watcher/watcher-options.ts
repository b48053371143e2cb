import * as v from 'valibot';
import { check } from '../engine/options/check.js';
import {
  date,
  listOf,
  members,
  nonBlank,
  nonEmptyList,
  numberOfAtLeast,
  objectWith,
  oneOf,
  positiveNumber,
} from '../engine/options/schema.js';
import {
  callEntries,
  checkClientAlone,
  connectionEntries,
  loggerSchema,
  signalSchema,
} from '../engine/options/wait-options.js';
import { instanceArnSchema } from '../engine/options/check-ref.js';
import { LISTED_KINDS } from '../engine/requests/kinds.js';
import { InvalidOptionError } from '../engine/results/errors.js';
import { checkSinkNames, sinkSchema } from './delivery/check-sinks.js';
import type { StateStore } from './store/store.js';

/** The schema of {@link InstanceOptions}. */
export const instanceOptionsSchema = members({
  /** The name in logs, metrics and displays. Default: the ARN, or `default` without one. */
  name: v.optional(nonBlank()),
  /** The ARN of the instance. Default: the only instance that is visible to the caller. */
  instanceArn: v.optional(instanceArnSchema),
  ...connectionEntries,
  /** The client for all calls. Default: one for this instance, with `maxAttempts: 1`. */
  client: connectionEntries.client,
  /** A role to assume, with the credentials of `profile` or the environment. Default: none. */
  roleArn: v.optional(nonBlank()),
  /** The external id that the role's trust policy requires. Default: none. */
  externalId: v.optional(nonBlank()),
  /** Ceiling of the call rate, in calls a second. Default: that of the watcher. */
  maxTps: v.optional(positiveNumber),
});

/** The schema of {@link WatcherOptions}. */
export const watcherOptionsSchema = members({
  /** The instances. Each has its own client and rate limiter. Default: one, from the environment. */
  instances: v.optional(nonEmptyList(instanceOptionsSchema, 'a list of at least one instance'), [
    {},
  ]),
  /** The kinds of requests. Default: all that AWS lists. */
  kinds: v.optional(nonEmptyList(oneOf(LISTED_KINDS), 'a list of at least one kind'), [
    ...LISTED_KINDS,
  ]),
  /** The durable state. Default: in memory, which is not durable. */
  state: v.optional(objectWith<StateStore>(['open', 'get', 'list', 'write', 'sizeBytes', 'close'])),
  /** The destinations of events. Default: only listeners and iterators. */
  sinks: v.optional(listOf(sinkSchema, 'a list of sinks'), []),
  /**
   * At the first start with a state, also report requests created since then that have ended. Default: the start.
   * Later starts resume where the last one stopped.
   */
  since: v.optional(date),
  ...callEntries,
  /** Ceiling of the call rate of each instance, in calls a second. Default 5. */
  maxTps: v.optional(positiveNumber, 5),
  /** Longest pause between two sweeps, in milliseconds. At least 1 000 ms. Default 30 000 ms. */
  maxSweepDelayMs: v.optional(numberOfAtLeast(1_000), 30_000),
  /** How long `stop` waits for deliveries, in milliseconds. Default 10 000 ms. */
  drainTimeoutMs: v.optional(numberOfAtLeast(0), 10_000),
  /** Age at which an undelivered event is dead-lettered, in milliseconds. Default 86 400 000 ms (24 h). */
  maxDeliveryAgeMs: v.optional(numberOfAtLeast(0), 86_400_000),
  /** Logs each change of state. Default: nothing is written. */
  logger: loggerSchema,
});

/** The schema of {@link StartOptions}. */
export const startOptionsSchema = members({
  /**
   * Also starts if AWS refuses all instances, and keeps retrying: for a watcher that replaces a running one.
   * Default `false`.
   */
  continueIfRefused: v.optional(v.boolean('true or false'), false),
});

/** The schema of {@link StopOptions}. */
export const stopOptionsSchema = members({
  /** How long to finish deliveries, in milliseconds. Default: the watcher's option. */
  drainTimeoutMs: v.optional(numberOfAtLeast(0)),
});

/** The schema of {@link EventsOptions}. */
export const eventsOptionsSchema = members({
  /** Ends the iteration. Default: none. */
  signal: signalSchema,
});

/** Options of `start`. */
export interface StartOptions extends Readonly<v.InferInput<typeof startOptionsSchema>> {}

/** Options of `stop`. */
export interface StopOptions extends Readonly<v.InferInput<typeof stopOptionsSchema>> {}

/** Options of `events`. */
export interface EventsOptions extends Readonly<v.InferInput<typeof eventsOptionsSchema>> {}

/** An instance to watch, and its connection. */
export interface InstanceOptions extends Readonly<v.InferInput<typeof instanceOptionsSchema>> {}

/** Options of a watcher. */
export interface WatcherOptions extends Readonly<v.InferInput<typeof watcherOptionsSchema>> {}

/** Checked watcher options, with defaults. */
export interface ResolvedWatcherOptions extends Readonly<
  Omit<v.InferOutput<typeof watcherOptionsSchema>, 'instances'>
> {
  readonly instances: readonly (InstanceOptions & { readonly name: string })[];
}

export const DEFAULT_WATCHER_OPTIONS: ResolvedWatcherOptions = resolveWatcherOptions({});

/**
 * Checks the options, and applies the defaults.
 * @throws {InvalidOptionError} naming the option, what was received and what is expected
 */
export function resolveWatcherOptions(options: WatcherOptions): ResolvedWatcherOptions {
  const { instances, kinds, ...resolved } = check(watcherOptionsSchema, options);
  checkSinkNames(resolved.sinks);
  return {
    ...resolved,
    instances: resolveInstances(instances),
    kinds: LISTED_KINDS.filter((kind) => kinds.includes(kind)),
  };
}

function resolveInstances(
  instances: readonly InstanceOptions[],
): ResolvedWatcherOptions['instances'] {
  const named = instances.map((each, index) => {
    const path = `instances[${index}].`;
    checkClientAlone(each, path);
    if (each.client !== undefined && each.roleArn !== undefined) {
      throw new InvalidOptionError(`${path}roleArn`, each.roleArn, 'given without client');
    }
    return { ...each, name: each.name ?? each.instanceArn ?? 'default' };
  });
  const twice =
    firstTwice(named.map(({ name }) => name)) ??
    // Two for the same instance would report everything twice.
    firstTwice(named.flatMap((each) => each.instanceArn ?? []));
  if (twice === undefined) return named;
  throw new InvalidOptionError(
    'instances',
    twice,
    'a list of different instances with different names',
  );
}

function firstTwice(texts: readonly string[]): string | undefined {
  return texts.find((text, index) => texts.indexOf(text) !== index);
}
