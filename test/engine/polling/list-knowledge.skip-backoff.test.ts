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

/** The backoff after this many failed attempts in a row. */
function afterFailures(failures: number): SkipBackoff {
  let backoff = NO_BACKOFF;
  for (let failure = 0; failure < failures; failure += 1) backoff = attempted(backoff, false);
  return backoff;
}

/** How many times the step is skipped before the next attempt. */
function skipsUntilDue(from: SkipBackoff): number {
  let backoff = from;
  for (let skips = 0; skips < 1_000; skips += 1) {
    if (isDue(backoff)) return skips;
    backoff = skipped(backoff);
  }
  return Infinity;
}

it('is due at first', () => {
  expect(isDue(NO_BACKOFF)).toBe(true);
});

it('skips twice as many times after each attempt that does not help', () => {
  const skips = [0, 1, 2, 3, 4, 5].map((failures) => skipsUntilDue(afterFailures(failures)));
  expect(skips).toEqual([0, 2, 4, 8, 16, 32]);
});

it('skips at most 32 times', () => {
  for (const failures of [6, 31, 32, 1_100]) {
    expect(skipsUntilDue(afterFailures(failures))).toBe(MAX_SKIPS);
  }
});

it('is reset by an attempt that helped', () => {
  const useful = attempted(afterFailures(10), true);
  expect(useful).toEqual(NO_BACKOFF);
  expect(skipsUntilDue(attempted(useful, false))).toBe(2);
});

it('keeps its failures while skipping', () => {
  let backoff = afterFailures(2);
  while (!isDue(backoff)) backoff = skipped(backoff);
  expect(skipsUntilDue(attempted(backoff, false))).toBe(8);
});

it('is unchanged by a skip when it is due', () => {
  expect(skipped(NO_BACKOFF)).toBe(NO_BACKOFF);
});

it('is due again eventually, and never skips fewer times after another failure', () => {
  const step = fc.constantFrom('helped' as const, 'failed' as const, 'skipped' as const);
  checkProperty(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      let backoff = NO_BACKOFF;
      for (const each of steps) {
        const before = backoff;
        backoff = each === 'skipped' ? skipped(backoff) : attempted(backoff, each === 'helped');
        expect(skipsUntilDue(backoff)).toBeLessThanOrEqual(MAX_SKIPS);
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
