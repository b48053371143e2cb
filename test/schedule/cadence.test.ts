import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delayAfterFailuresMs, nextDelayMs } from '../../src/schedule/cadence.js';
import { checkProperty } from '../properties/check-property.js';

const DEFAULTS = { minDelayMs: 500, maxDelayMs: 10_000 };
const MINUTE = 60_000;

const age = fc.double({ min: 0, max: 86_400_000, noNaN: true });
const random = fc.double({ min: 0, max: 1, noNaN: true });
const bounds = fc
  .tuple(fc.nat(20_000), fc.nat(20_000))
  .map(([one, other]) => ({ minDelayMs: Math.min(one, other), maxDelayMs: Math.max(one, other) }));

describe('nextDelayMs', () => {
  it('stays within the bounds at any age', () => {
    checkProperty(
      fc.property(age, random, bounds, (ageMs, chance, limits) => {
        const delayMs = nextDelayMs(ageMs, limits, chance);
        expect(delayMs).toBeGreaterThanOrEqual(limits.minDelayMs);
        expect(delayMs).toBeLessThanOrEqual(limits.maxDelayMs);
      }),
    );
  });

  it('never shrinks as a request grows older', () => {
    checkProperty(
      fc.property(age, age, random, (one, other, chance) => {
        const younger = nextDelayMs(Math.min(one, other), DEFAULTS, chance);
        const older = nextDelayMs(Math.max(one, other), DEFAULTS, chance);
        expect(older).toBeGreaterThanOrEqual(younger);
      }),
    );
  });

  it('looks about every second at first, and every few seconds after ten minutes', () => {
    expect(nextDelayMs(0, DEFAULTS, 0.5)).toBeLessThan(2_000);
    expect(nextDelayMs(10 * MINUTE, DEFAULTS, 0.5)).toBeGreaterThan(5_000);
    expect(nextDelayMs(24 * 60 * MINUTE, DEFAULTS, 0.5)).toBe(DEFAULTS.maxDelayMs);
  });

  it('spreads the looks of several processes, by no more than a tenth either way', () => {
    const middle = nextDelayMs(MINUTE, DEFAULTS, 0.5);
    expect(nextDelayMs(MINUTE, DEFAULTS, 0) / middle).toBeCloseTo(0.9);
    expect(nextDelayMs(MINUTE, DEFAULTS, 1) / middle).toBeCloseTo(1.1);
  });
});

describe('delayAfterFailuresMs', () => {
  it('doubles with each failure until the longest pause', () => {
    const delays = [1, 2, 3, 4, 5].map((failures) => delayAfterFailuresMs(failures, DEFAULTS));
    expect(delays).toEqual([1_200, 2_400, 4_800, 9_600, 10_000]);
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
