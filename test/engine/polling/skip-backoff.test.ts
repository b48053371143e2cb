import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  isDue,
  skipped,
  attempted,
  NO_BACKOFF,
  type SkipBackoff,
} from '../../../src/engine/polling/list-knowledge.js';
import { checkProperty } from '../../properties/check-property.js';

const MAX_SKIPS = 32;

/** After this many failed attempts in a row. */
function afterMisses(failures: number): SkipBackoff {
  let backoff = NO_BACKOFF;
  for (let miss = 0; miss < failures; miss += 1) backoff = attempted(backoff, false);
  return backoff;
}

/** How many occasions are skipped until the next attempt. */
function occasionsUntilDue(from: SkipBackoff): number {
  let backoff = from;
  for (let occasion = 0; occasion < 1_000; occasion += 1) {
    if (isDue(backoff)) return occasion;
    backoff = skipped(backoff);
  }
  return Infinity;
}

it('is due at first', () => {
  expect(isDue(NO_BACKOFF)).toBe(true);
});

it('skips twice as many occasions after each attempt that does not help', () => {
  const passes = [0, 1, 2, 3, 4, 5].map((failures) => occasionsUntilDue(afterMisses(failures)));
  expect(passes).toEqual([0, 2, 4, 8, 16, 32]);
});

it('skips at most 32 occasions', () => {
  for (const failures of [6, 31, 32, 1_100]) {
    expect(occasionsUntilDue(afterMisses(failures))).toBe(MAX_SKIPS);
  }
});

it('starts again after an attempt that helped', () => {
  const useful = attempted(afterMisses(10), true);
  expect(useful).toEqual(NO_BACKOFF);
  expect(occasionsUntilDue(attempted(useful, false))).toBe(2);
});

it('keeps its failures while it skips', () => {
  let backoff = afterMisses(2);
  while (!isDue(backoff)) backoff = skipped(backoff);
  expect(occasionsUntilDue(attempted(backoff, false))).toBe(8);
});

it('is unchanged by an occasion on which it was due', () => {
  expect(skipped(NO_BACKOFF)).toBe(NO_BACKOFF);
});

it('is due again eventually, and never skips fewer occasions after another failure', () => {
  const happening = fc.constantFrom('helped' as const, 'failed' as const, 'skipped' as const);
  checkProperty(
    fc.property(fc.array(happening, { maxLength: 80 }), (happenings) => {
      let backoff = NO_BACKOFF;
      for (const each of happenings) {
        const before = backoff;
        backoff = each === 'skipped' ? skipped(backoff) : attempted(backoff, each === 'helped');
        expect(occasionsUntilDue(backoff)).toBeLessThanOrEqual(MAX_SKIPS);
        if (each === 'helped') expect(isDue(backoff)).toBe(true);
        if (each === 'failed') {
          expect(isDue(backoff)).toBe(false);
          expect(backoff.skips).toBeGreaterThanOrEqual(before.skips);
        }
        if (each === 'skipped') expect(backoff.skips).toBe(Math.max(0, before.skips - 1));
      }
    }),
  );
});
