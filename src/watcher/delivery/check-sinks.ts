import * as v from 'valibot';
import {
  functionOf,
  hidden,
  integerOfAtLeast,
  looseMembers,
  matching,
  objectWith,
  oneOf,
  textLike,
} from '../../engine/options/schema.js';
import { InvalidOptionError } from '../../engine/results/errors.js';
import { ITERATOR_PREFIX } from './event-iterator.js';
import type { Sink } from './sink.js';

/** The name of a sink. Iterators have names with the excluded prefix. */
export const sinkNameSchema = textLike(
  new RegExp(`^(?!${ITERATOR_PREFIX})[a-z0-9][a-z0-9-]*$`),
  `made of lower-case letters, digits and hyphens, and not ${ITERATOR_PREFIX}…`,
);

/** Which events a sink receives: all, or terminal events only. */
export const receivesSchema = oneOf(['all', 'terminal']);

/** Maximum number of concurrent deliveries. */
export const concurrencySchema = integerOfAtLeast(1);

const SINK = hidden('an object with a name and deliver()');

/** A sink. Sinks of users may have more members. */
export const sinkSchema = v.pipe(
  objectWith<Sink>(['deliver'], SINK),
  matching(
    looseMembers(
      {
        name: sinkNameSchema,
        receives: v.optional(receivesSchema),
        concurrency: v.optional(concurrencySchema),
        close: v.optional(functionOf<() => Promise<void>>()),
      },
      SINK,
    ),
  ),
);

/** @throws {InvalidOptionError} when two sinks have the same name */
export function checkSinkNames(sinks: readonly Pick<Sink, 'name'>[]): void {
  const names = sinks.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new InvalidOptionError('sinks', twice, 'a list of sinks with different names');
}
