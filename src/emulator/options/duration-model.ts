import * as v from 'valibot';
import { check } from '../../engine/options/check.js';
import {
  functionOf,
  members,
  numberBetween,
  numberOfAtLeast,
} from '../../engine/options/schema.js';
import { KINDS, REQUEST_KINDS, type RequestKind } from '../../engine/requests/kinds.js';
import { normal, type Random } from '../util/random.js';

/**
 * The duration of requests, in milliseconds:
 *
 * - a number: the same for all; `Infinity` never ends,
 * - `{ medianMs, sigma }`: lognormal; with `sigma` 0.8, 95 % are between a fifth of the median and
 *   five times the median,
 * - a function of a seeded `random()` (at least 0, less than 1) that returns the duration.
 */
export type DurationModel =
  | number
  | {
      /** The median, in milliseconds. */
      readonly medianMs: number;
      /** The standard deviation of the logarithm of the duration. */
      readonly sigma: number;
    }
  | ((random: Random) => number);

/** Duration models for some kinds of requests. */
export type GivenDurations = { readonly [Kind in RequestKind]?: DurationModel | undefined };

/** A duration model for each kind of request. */
export type DurationModels = Readonly<Record<RequestKind, DurationModel>>;

const lognormalSchema = members({
  medianMs: numberOfAtLeast(0),
  sigma: numberBetween(0, 10),
});

const NUMBER = 'milliseconds, 0 or more, { medianMs, sigma }, or a function';
const numberSchema = v.pipe(v.number(NUMBER), v.minValue(0, NUMBER));

const modelSchema = v.lazy((model): v.GenericSchema<DurationModel> => {
  if (typeof model === 'function') return functionOf<(random: Random) => number>();
  return typeof model === 'object' && model !== null ? lognormalSchema : numberSchema;
});

const perKindSchema = members(
  Object.fromEntries(REQUEST_KINDS.map((kind) => [kind, v.optional(modelSchema)])),
);

/** The schema of one model for all kinds, or of one for each. */
export const durationsSchema = v.lazy(
  (durations): v.GenericSchema<DurationModel | GivenDurations> =>
    isPerKind(durations) ? perKindSchema : modelSchema,
);

/** Whether durations are given by kind. */
export function isPerKind(value: unknown): value is GivenDurations {
  return (
    typeof value === 'object' && value !== null && !('medianMs' in value) && !('sigma' in value)
  );
}

/** A model for each kind, from its definition. */
export function durationsOf(model: (kind: RequestKind) => DurationModel): DurationModels {
  const models = REQUEST_KINDS.map((kind) => [kind, model(kind)]);
  return Object.fromEntries(models) as DurationModels;
}

/** Durations that users report: about 1 s to 3 min. */
export const DEFAULT_DURATIONS = durationsOf((kind) => KINDS[kind].duration);

/**
 * The duration of one request, in milliseconds.
 *
 * @throws {InvalidOptionError} when a function returns an invalid one
 */
export function drawDuration(model: DurationModel, random: Random): number {
  if (typeof model === 'number') return model;
  if (typeof model === 'object') return model.medianMs * Math.exp(model.sigma * normal(random));
  return check(numberSchema, model(random), 'durations');
}
