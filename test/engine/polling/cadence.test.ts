import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delayAfterFailuresMs, nextDelayMs } from '../../../src/engine/polling/cadence.js';
import { checkProperty } from '../../properties/check-property.js';

const DEFAULTS = { minDelayMs: 800, maxDelayMs: 10_000 };
const MINUTE = 60_000;

const age = fc.double({ min: 0, max: 86_400_000, noNaN: true });
const shared = fc.integer({ min: 1, max: 100_000 });
const random = fc.double({ min: 0, max: 1, noNaN: true });
const bounds = fc
  .tuple(fc.nat(20_000), fc.nat(20_000))
  .map(([one, other]) => ({ minDelayMs: Math.min(one, other), maxDelayMs: Math.max(one, other) }));

describe('nextDelayMs', () => {
  it('stays within the bounds at any age', () => {
    checkProperty(
      fc.property(age, random, bounds, shared, (ageMs, chance, limits, count) => {
        const delayMs = nextDelayMs(ageMs, limits, chance, count);
        expect(delayMs).toBeGreaterThanOrEqual(limits.minDelayMs);
        expect(delayMs).toBeLessThanOrEqual(limits.maxDelayMs);
      }),
    );
  });

  it('scales with the shortest pause', () => {
    checkProperty(
      fc.property(
        age,
        random,
        shared,
        fc.integer({ min: 1, max: 5_000 }),
        (ageMs, chance, count, min) => {
          const limits = { minDelayMs: min, maxDelayMs: Infinity };
          const once = nextDelayMs(ageMs, limits, chance, count);
          const doubled = nextDelayMs(ageMs, { ...limits, minDelayMs: 2 * min }, chance, count);
          expect(doubled / once).toBeCloseTo(2);
          // Jitter is not cut off at the bound.
          expect(once).toBeGreaterThan(min);
        },
      ),
    );
    expect(nextDelayMs(0, { minDelayMs: 1, maxDelayMs: 10_000 }, 0.5)).toBeLessThan(2);
  });

  it('never decreases with age', () => {
    checkProperty(
      fc.property(age, age, random, shared, (one, other, chance, count) => {
        const younger = nextDelayMs(Math.min(one, other), DEFAULTS, chance, count);
        const older = nextDelayMs(Math.max(one, other), DEFAULTS, chance, count);
        expect(older).toBeGreaterThanOrEqual(younger);
      }),
    );
  });

  it('never increases with the number of requests that share a poll', () => {
    checkProperty(
      fc.property(age, random, bounds, shared, shared, (ageMs, chance, limits, one, other) => {
        const fewer = nextDelayMs(ageMs, limits, chance, Math.min(one, other));
        const more = nextDelayMs(ageMs, limits, chance, Math.max(one, other));
        expect(more).toBeLessThanOrEqual(fewer);
      }),
    );
  });

  it('is never below about a second by default, also for a shared poll', () => {
    checkProperty(
      fc.property(age, random, shared, (ageMs, chance, count) => {
        const delayMs = nextDelayMs(ageMs, DEFAULTS, chance, count);
        expect(delayMs).toBeGreaterThanOrEqual(0.9 * nextDelayMs(0, DEFAULTS, chance) - 1e-9);
      }),
    );
  });

  it('a shared poll costs no more calls per request than polls alone', () => {
    checkProperty(
      fc.property(age, random, bounds, shared, (ageMs, chance, limits, count) => {
        const alone = nextDelayMs(ageMs, limits, chance);
        const together = nextDelayMs(ageMs, limits, chance, count);
        expect(together * count).toBeGreaterThanOrEqual(alone - 1e-9);
      }),
    );
  });

  it('is the same at any age for a poll that a hundred requests share', () => {
    const wide = { ...DEFAULTS, maxDelayMs: 60_000 };
    const alone = nextDelayMs(5 * MINUTE, wide, 0.5);
    expect(alone).toBeGreaterThan(5_000);
    expect(nextDelayMs(5 * MINUTE, wide, 0.5, 4)).toBeCloseTo(alone / 4);
    expect(nextDelayMs(5 * MINUTE, wide, 0.5, 100)).toBe(nextDelayMs(0, wide, 0.5, 100));
  });

  it('is about a second at first, and a few seconds after ten minutes', () => {
    expect(nextDelayMs(0, DEFAULTS, 0.5)).toBe(1_000);
    expect(nextDelayMs(0, DEFAULTS, 0.5, 100)).toBe(900);
    expect(nextDelayMs(10 * MINUTE, DEFAULTS, 0.5)).toBeGreaterThan(5_000);
    expect(nextDelayMs(24 * 60 * MINUTE, DEFAULTS, 0.5)).toBe(DEFAULTS.maxDelayMs);
  });

  it('has a jitter of at most 10 % either way', () => {
    const middle = nextDelayMs(MINUTE, DEFAULTS, 0.5);
    expect(nextDelayMs(MINUTE, DEFAULTS, 0) / middle).toBeCloseTo(0.9);
    expect(nextDelayMs(MINUTE, DEFAULTS, 1) / middle).toBeCloseTo(1.1);
  });
});

describe('delayAfterFailuresMs', () => {
  it('doubles with each failure up to the longest pause', () => {
    const delays = [1, 2, 3, 4, 5].map((failures) => delayAfterFailuresMs(failures, DEFAULTS));
    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 10_000]);
  });

  it('stays within the bounds after any number of failures', () => {
    checkProperty(
      fc.property(fc.nat(), bounds, (failures, limits) => {
        const delayMs = delayAfterFailuresMs(failures, limits);
        expect(delayMs).toBeGreaterThanOrEqual(limits.minDelayMs);
        expect(delayMs).toBeLessThanOrEqual(limits.maxDelayMs);
      }),
    );
  });
});
