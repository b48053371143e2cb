import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  isDue,
  rested,
  tried,
  UNTRIED,
  type SkipBackoff,
} from '../../../src/engine/polling/skip-backoff.js';
import { checkProperty } from '../../properties/check-property.js';

const LONGEST_REST = 32;

/** After so many tries in a row that were of no use. */
function afterMisses(misses: number): SkipBackoff {
  let trial = UNTRIED;
  for (let miss = 0; miss < misses; miss += 1) trial = tried(trial, false);
  return trial;
}

/** How many occasions pass until it is tried again. */
function occasionsUntilDue(from: SkipBackoff): number {
  let trial = from;
  for (let occasion = 0; occasion < 1_000; occasion += 1) {
    if (isDue(trial)) return occasion;
    trial = rested(trial);
  }
  return Infinity;
}

it('is due when it was never tried', () => {
  expect(isDue(UNTRIED)).toBe(true);
});

it('lets twice as many occasions pass each time that it is of no use', () => {
  const passes = [0, 1, 2, 3, 4, 5].map((misses) => occasionsUntilDue(afterMisses(misses)));
  expect(passes).toEqual([0, 2, 4, 8, 16, 32]);
});

it('lets no more pass than 32, however often it was of no use', () => {
  for (const misses of [6, 31, 32, 1_100]) {
    expect(occasionsUntilDue(afterMisses(misses))).toBe(LONGEST_REST);
  }
});

it('counts from the beginning again once it was of use', () => {
  const useful = tried(afterMisses(10), true);
  expect(useful).toEqual(UNTRIED);
  expect(occasionsUntilDue(tried(useful, false))).toBe(2);
});

it('does not forget its misses while it rests', () => {
  let trial = afterMisses(2);
  while (!isDue(trial)) trial = rested(trial);
  expect(occasionsUntilDue(tried(trial, false))).toBe(8);
});

it('stays as it is when an occasion passes on which it was due', () => {
  expect(rested(UNTRIED)).toBe(UNTRIED);
});

it('is due again some day, and rests no shorter the more often in a row it was of no use', () => {
  const happening = fc.constantFrom('of use' as const, 'of no use' as const, 'rest' as const);
  checkProperty(
    fc.property(fc.array(happening, { maxLength: 80 }), (happenings) => {
      let trial = UNTRIED;
      for (const each of happenings) {
        const before = trial;
        trial = each === 'rest' ? rested(trial) : tried(trial, each === 'of use');
        expect(occasionsUntilDue(trial)).toBeLessThanOrEqual(LONGEST_REST);
        if (each === 'of use') expect(isDue(trial)).toBe(true);
        if (each === 'of no use') {
          expect(isDue(trial)).toBe(false);
          expect(trial.rest).toBeGreaterThanOrEqual(before.rest);
        }
        if (each === 'rest') expect(trial.rest).toBe(Math.max(0, before.rest - 1));
      }
    }),
  );
});
