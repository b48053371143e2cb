import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatDuration } from '../../../src/engine/util/format-duration.js';
import { checkProperty } from '../../properties/check-property.js';

it.each([
  [0, '0 ms'],
  [350, '350 ms'],
  [999.7, '999 ms'],
  [1_000, '1 s'],
  [12_345, '12.3 s'],
  [59_999, '59.9 s'],
  [60_000, '1 min'],
  [245_000, '4 min 5 s'],
  [900_000, '15 min'],
  [3_599_999, '59 min 59 s'],
  [3_600_000, '1 h'],
  [5_400_000, '1 h 30 min'],
  [90_000_000, '25 h'],
])('formats %d ms as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

it('never shows a value that reaches the next unit', () => {
  const limits: Record<string, number> = { ms: 1_000, s: 60, min: 60 };
  checkProperty(
    fc.property(
      fc.constantFrom(1e3, 1e5, 1e8),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (most, share) => {
        for (const [, value, unit = ''] of formatDuration(most * share).matchAll(
          /([\d.]+) (\w+)/g,
        )) {
          expect(Number(value)).toBeLessThan(limits[unit] ?? Infinity);
        }
      },
    ),
  );
});
