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

/** A duration model for each kind of request. */
export type DurationModels = Readonly<Record<RequestKind, DurationModel>>;

/** A model for each kind, from its definition. */
export function durationsOf(model: (kind: RequestKind) => DurationModel): DurationModels {
  const models = REQUEST_KINDS.map((kind) => [kind, model(kind)]);
  return Object.fromEntries(models) as DurationModels;
}

/** What users report: about 1 s to 3 min. */
export const DEFAULT_DURATIONS = durationsOf((kind) => KINDS[kind].duration);

/** The duration of one request, in milliseconds. */
export function drawDuration(model: DurationModel, random: Random): number {
  if (typeof model === 'number') return model;
  if (typeof model === 'object') return model.medianMs * Math.exp(model.sigma * normal(random));
  const durationMs = model(random);
  if (!(durationMs >= 0)) {
    throw new RangeError(
      `Emulator option "durations": the function must return milliseconds, 0 or more, but returned ${durationMs}.`,
    );
  }
  return durationMs;
}
