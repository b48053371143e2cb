import fc from 'fast-check';
import { expect, it } from 'vitest';
import { retryAfterMs } from '../../../src/engine/calls/retry-after.js';
import { checkProperty } from '../../properties/check-property.js';

const NOW_MS = Date.parse('2026-01-01T00:00:00Z');

/** The hint in an error with these headers. */
function hint(headers: unknown): number | undefined {
  return retryAfterMs(Object.assign(new Error('slow down'), { $response: { headers } }), NOW_MS);
}

it.each([
  ['seconds', { 'retry-after': '2' }, 2_000],
  ['fractions of a second', { 'retry-after': '0.25' }, 250],
  ['a date', { 'retry-after': 'Thu, 01 Jan 2026 00:00:05 GMT' }, 5_000],
  ['a date that has passed', { 'retry-after': 'Wed, 31 Dec 2025 23:00:00 GMT' }, 0],
  ['milliseconds', { 'x-amz-retry-after': '1500' }, 1_500],
  ['milliseconds rather than seconds', { 'retry-after': '2', 'x-amz-retry-after': '1500' }, 1_500],
  ['names in any case', { 'Retry-After': '2' }, 2_000],
  ['no more than five minutes, of seconds', { 'retry-after': '86400' }, 300_000],
  ['no more than five minutes, of milliseconds', { 'x-amz-retry-after': '9'.repeat(400) }, 300_000],
  ['the other header if one is invalid', { 'retry-after': '2', 'x-amz-retry-after': 'x' }, 2_000],
  ['nothing from an invalid header', { 'retry-after': 'soon' }, undefined],
  ['nothing from an empty header', { 'retry-after': '' }, undefined],
  ['nothing from other headers', { date: 'Thu, 01 Jan 2026 00:00:05 GMT' }, undefined],
  ['nothing without headers', undefined, undefined],
])('reads %s', (_, headers, expected) => {
  expect(hint(headers)).toBe(expected);
});

it('reads a response that is not enumerable', () => {
  const error = new Error('slow down');
  Object.defineProperty(error, '$response', { value: { headers: { 'retry-after': '1' } } });
  expect(retryAfterMs(error, NOW_MS)).toBe(1_000);
});

it('is within its bounds or absent for any headers', () => {
  checkProperty(
    fc.property(fc.oneof(fc.string(), fc.integer().map(String), fc.anything()), (value) => {
      const found = hint({ 'retry-after': value, 'x-amz-retry-after': value }) ?? 0;
      expect(found).toBeGreaterThanOrEqual(0);
      expect(found).toBeLessThanOrEqual(300_000);
    }),
  );
});
