import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationSchema } from '../../../src/engine/options/duration.js';
import { check } from '../../../src/engine/options/check.js';
import { checkProperty } from '../../properties/check-property.js';

describe('a duration', () => {
  it.each([
    ['90s', 90_000],
    ['15m', 900_000],
    ['1h', 3_600_000],
    ['1h30m', 5_400_000],
    ['2d', 172_800_000],
    ['500ms', 500],
    ['1.5s', 1_500],
    ['90', 90_000],
    ['0.5', 500],
  ])('%s', (text, ms) => {
    expect(check(durationSchema, text, '--timeout')).toBe(ms);
  });

  it.each(['', '0', '0s', '-1s', '15 m', 'm', '1w', '1m1h', '1s1s', '1e3', 'Infinity'])(
    'rejects %j',
    (text) => {
      expect(() => check(durationSchema, text, '--timeout')).toThrow(
        /^--timeout must be a duration such as/,
      );
    },
  );

  it('rejects an infinite number', () => {
    expect(() => check(durationSchema, '9'.repeat(400), '--timeout')).toThrow(/^--timeout/);
  });

  it('is the sum of its hours, minutes, seconds and milliseconds', () => {
    const part = fc.option(fc.integer({ min: 1, max: 10_000 }), { nil: undefined });
    checkProperty(
      fc.property(part, part, part, part, (h, m, s, ms) => {
        const parts = [
          [h, 'h'],
          [m, 'm'],
          [s, 's'],
          [ms, 'ms'],
        ] as const;
        const text = parts
          .map(([value, unit]) => (value === undefined ? '' : `${value}${unit}`))
          .join('');
        fc.pre(text !== '');
        const sum = (h ?? 0) * 3_600_000 + (m ?? 0) * 60_000 + (s ?? 0) * 1_000 + (ms ?? 0);
        expect(check(durationSchema, text, '--timeout')).toBe(sum);
      }),
    );
  });
});
