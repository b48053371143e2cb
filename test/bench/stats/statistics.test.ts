import { describe, expect, it } from 'vitest';
import { mean, median, percentile, share } from './statistics.js';

describe('percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

  it.each([
    [0.5, 50],
    [0.95, 95],
    [1, 100],
    [0, 1],
  ])('%d of 1 to 100 is %d', (part, expected) => {
    expect(percentile(hundred, part)).toBe(expected);
  });

  it('of a single value is that value', () => {
    expect(percentile([7], 0.95)).toBe(7);
  });

  it('is 0 without values', () => {
    expect(percentile([], 0.5)).toBe(0);
  });
});

describe('median', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[], 0],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });
});

it('mean and share are 0 without values', () => {
  expect([mean([]), share(0, 0), mean([1, 2]), share(1, 4)]).toEqual([0, 0, 1.5, 0.25]);
});
