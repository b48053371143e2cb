import { expect, it } from 'vitest';
import { drawDuration } from '../../../src/emulator/options/duration-model.js';
import { randomStream } from '../../../src/emulator/util/random.js';

it('uses a number, also Infinity', () => {
  expect(drawDuration(1500, Math.random)).toBe(1500);
  expect(drawDuration(Infinity, Math.random)).toBe(Infinity);
});

it('draws a lognormal duration around the median', () => {
  const random = randomStream(1, 'durations');
  const sample = Array.from({ length: 4001 }, () =>
    drawDuration({ medianMs: 20_000, sigma: 0.8 }, random),
  ).toSorted((one, other) => one - other);
  expect((sample[2000] ?? 0) / 20_000).toBeCloseTo(1, 1);
  const [low = 0, high = 0] = [sample[100], sample[3900]];
  expect(low).toBeGreaterThan(20_000 / 6);
  expect(high).toBeLessThan(20_000 * 6);
});

it('calls a function, and rejects an invalid duration', () => {
  expect(
    drawDuration(
      (random) => random() * 10,
      () => 0.5,
    ),
  ).toBe(5);
  expect(() => drawDuration(() => Number.NaN, Math.random)).toThrow(
    'durations must be milliseconds, 0 or more',
  );
});
