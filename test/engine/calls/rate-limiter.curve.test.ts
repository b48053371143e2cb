import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutRate, rateAt, type RateState } from '../../../src/engine/calls/rate-limiter.js';
import { checkProperty } from '../../properties/check-property.js';

const FLOOR = 0.5;

/** Pauses between cuts, in milliseconds. */
const pauses = fc.array(fc.nat(20_000), { minLength: 1, maxLength: 30 });
const ceiling = fc.double({ min: 0.1, max: 10, noNaN: true });

/** The state after cuts with these pauses between them, and the time of the last. */
function afterCuts(
  highest: number,
  between: readonly number[],
): { state: RateState; atMs: number } {
  let state: RateState = { ceiling: highest };
  let atMs = 0;
  for (const pauseMs of between) {
    atMs += pauseMs;
    state = cutRate(state, atMs);
  }
  return { state, atMs };
}

it('is the ceiling until the first cut', () => {
  expect(rateAt({ ceiling: 10 }, 1e9)).toBe(10);
});

it('is halved by a cut', () => {
  const { state, atMs } = afterCuts(10, [5_000]);
  expect(rateAt(state, atMs)).toBeCloseTo(5);
});

it('stays near the throttled rate, then rises', () => {
  const { state, atMs } = afterCuts(10, [0]);
  const rates = [0, 4, 5, 6].map((seconds) => rateAt(state, atMs + seconds * 1_000));
  expect(rates[0]).toBeCloseTo(5);
  expect(rates[1]).toBeCloseTo(10, 0);
  expect(rates[2]).toBeCloseTo(10, 1);
  expect(rates[3]).toBe(10);
});

it('stays below the throttled rate when the available rate shrinks', () => {
  const { state, atMs } = afterCuts(10, [0, 0]);
  const rates = [0, 3, 4, 8].map((seconds) => rateAt(state, atMs + seconds * 1_000));
  expect(rates[0]).toBeCloseTo(2.5);
  expect(rates[1]).toBeCloseTo(3.75, 1);
  expect(rates[2]).toBeCloseTo(3.75, 1);
  expect(rates[3]).toBeGreaterThan(7);
});

it('is never above the ceiling and never below the floor', () => {
  checkProperty(
    fc.property(ceiling, pauses, fc.nat(60_000), (highest, between, laterMs) => {
      const { state, atMs } = afterCuts(highest, between);
      expect(rateAt(state, atMs + laterMs)).toBeLessThanOrEqual(highest);
      expect(rateAt(state, atMs + laterMs)).toBeGreaterThanOrEqual(Math.min(FLOOR, highest));
    }),
  );
});

it('is halved by every cut, down to the floor', () => {
  checkProperty(
    fc.property(ceiling, pauses, fc.nat(20_000), (highest, between, pauseMs) => {
      const { state, atMs } = afterCuts(highest, between);
      const before = rateAt(state, atMs + pauseMs);
      const after = rateAt(cutRate(state, atMs + pauseMs), atMs + pauseMs);
      expect(after).toBeCloseTo(Math.max(before / 2, Math.min(FLOOR, highest)));
    }),
  );
});

it('never falls between cuts', () => {
  checkProperty(
    fc.property(ceiling, pauses, fc.nat(20_000), fc.nat(20_000), (highest, between, one, other) => {
      const { state, atMs } = afterCuts(highest, between);
      expect(rateAt(state, atMs + Math.max(one, other))).toBeGreaterThanOrEqual(
        rateAt(state, atMs + Math.min(one, other)),
      );
    }),
  );
});

it('returns to a ceiling of up to 10 within 10 s after any cuts', () => {
  checkProperty(
    fc.property(ceiling, pauses, (highest, between) => {
      const { state, atMs } = afterCuts(highest, between);
      expect(rateAt(state, atMs + 10_000)).toBe(highest);
    }),
  );
});

it('does not rise when the clock goes back', () => {
  const { state, atMs } = afterCuts(10, [5_000]);
  expect(rateAt(state, atMs - 5_000)).toBe(rateAt(state, atMs));
});
