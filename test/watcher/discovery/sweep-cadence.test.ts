import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sweepDelayMs } from '../../../src/watcher/discovery/sweep-cadence.js';

const quiet = { quietSweeps: 0, inFlight: 0, maxDelayMs: 30_000, random: 0 };

it('starts with 2 s, and grows to the longest pause', () => {
  const delays = [0, 1, 2, 6, 7, 1_000_000].map((quietSweeps) =>
    sweepDelayMs({ ...quiet, quietSweeps }),
  );
  expect(delays).toEqual([2_000, 3_000, 4_500, 22_781.25, 30_000, 30_000]);
});

it('stays short while something is in flight', () => {
  expect(sweepDelayMs({ ...quiet, quietSweeps: 50, inFlight: 1 })).toBe(10_000);
  expect(sweepDelayMs({ ...quiet, quietSweeps: 50, inFlight: 1, maxDelayMs: 5_000 })).toBe(5_000);
});

it('is never longer than the longest pause, nor shorter than 95 % of it when it is quiet', () => {
  const occasion = fc.record({
    quietSweeps: fc.nat(1e6),
    inFlight: fc.nat(1_000),
    maxDelayMs: fc.integer({ min: 1_000, max: 3_600_000 }),
    random: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(occasion, (each) => {
      const delayMs = sweepDelayMs(each);
      expect(delayMs).toBeLessThanOrEqual(each.maxDelayMs);
      expect(delayMs).toBeGreaterThanOrEqual(950);
      const calm = { ...each, quietSweeps: 1e6, inFlight: 0 };
      expect(sweepDelayMs(calm)).toBeGreaterThanOrEqual(0.95 * each.maxDelayMs);
    }),
  );
});
