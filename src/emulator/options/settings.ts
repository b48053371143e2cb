import { check } from '../../engine/options/check.js';
import {
  DEFAULT_DURATIONS,
  durationsOf,
  isPerKind,
  type DurationModels,
} from './duration-model.js';
import {
  emulatorOptionsSchema,
  otherTrafficSchema,
  rateSchema,
  type CheckedOptions,
  type EmulatorOptions,
} from './emulator-options.js';

/** A rate limit: calls a second, and calls at once after a pause. */
export interface RateLimit {
  readonly ratePerSecond: number;
  readonly burst: number;
}

/** The settings of an emulator: its options, with what is derived from them. */
export interface Settings extends Omit<CheckedOptions, 'durations' | 'quotas' | 'otherTrafficTps'> {
  readonly durations: DurationModels;
  readonly rateLimit: RateLimit;
  /** The quotas of requests in progress, by name. */
  readonly outstanding: ReadonlyMap<string, number>;
  readonly otherTrafficTps: (elapsedMs: number) => number;
}

/** @throws {InvalidOptionError} */
export function resolveOptions(options: EmulatorOptions): Settings {
  const { durations, quotas, otherTrafficTps, ...settings } = check(emulatorOptionsSchema, options);
  const { ratePerSecond, burst, ...outstanding } = quotas;
  return {
    ...settings,
    durations: completeDurations(durations),
    rateLimit: rateLimitOf(ratePerSecond, burst),
    outstanding: new Map(Object.entries(outstanding)),
    otherTrafficTps: otherTrafficOf(otherTrafficTps),
  };
}

/**
 * A rate limit with its burst.
 *
 * @throws {InvalidOptionError} because both can be changed while the emulator runs
 */
export function rateLimitOf(ratePerSecond: number, burst = defaultBurst(ratePerSecond)): RateLimit {
  return {
    ratePerSecond: check(rateSchema, ratePerSecond, 'ratePerSecond'),
    burst: check(rateSchema, burst, 'burst'),
  };
}

/** The burst of a rate: the calls of one second, and at least one. */
export function defaultBurst(ratePerSecond: number): number {
  return ratePerSecond === 0 ? 0 : Math.max(ratePerSecond, 1);
}

function otherTrafficOf(given: CheckedOptions['otherTrafficTps']): (elapsedMs: number) => number {
  if (typeof given === 'number') return () => given;
  return (elapsedMs) => check(otherTrafficSchema, given(elapsedMs), 'otherTrafficTps');
}

function completeDurations(durations: CheckedOptions['durations']): DurationModels {
  if (durations === undefined) return DEFAULT_DURATIONS;
  if (isPerKind(durations))
    return durationsOf((kind) => durations[kind] ?? DEFAULT_DURATIONS[kind]);
  return durationsOf(() => durations);
}
