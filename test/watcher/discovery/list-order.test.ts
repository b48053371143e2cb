import fc from 'fast-check';
import { expect, it } from 'vitest';
import { disprove, learnOrder, ORDER_UNKNOWN } from '../../../src/watcher/discovery/list-order.js';

const falling = (count: number, from = 1e12) =>
  Array.from({ length: count }, (_, index) => from - index * 1_000);

it('concludes newest first from more than a page of descending dates', () => {
  expect(learnOrder(ORDER_UNKNOWN, falling(100)).order).toBe('unknown');
  expect(learnOrder(ORDER_UNKNOWN, falling(121)).order).toBe('newest-first');
});

it('continues counting on the next page', () => {
  const dates = falling(130);
  const first = learnOrder(ORDER_UNKNOWN, dates.slice(0, 100));
  expect(learnOrder(first, dates.slice(99)).order).toBe('newest-first');
});

it('one ascent disproves the order, except for requests that were started together', () => {
  const known = learnOrder(ORDER_UNKNOWN, falling(150));
  expect(learnOrder(known, [1_000, 6_000]).order).toBe('newest-first');
  expect(learnOrder(known, [1_000, 6_001]).order).toBe('arbitrary');
});

it('requires more proof after each disproof', () => {
  const once = learnOrder(ORDER_UNKNOWN, [1, 10_000]);
  expect(learnOrder(once, falling(1_000)).order).toBe('arbitrary');
  const again = learnOrder(once, falling(1_201));
  expect(again.order).toBe('newest-first');
  expect(disprove(again).required).toBe(12_000);
  // The same disproof again changes nothing.
  expect(disprove(disprove(again)).required).toBe(12_000);
});

it('ignores rows without a date, or with the same date', () => {
  expect(learnOrder(ORDER_UNKNOWN, [undefined, undefined])).toEqual(ORDER_UNKNOWN);
  expect(learnOrder(ORDER_UNKNOWN, [5, 5, 5])).toEqual(ORDER_UNKNOWN);
  const sparse = falling(130).flatMap((date) => [undefined, date]);
  expect(learnOrder(ORDER_UNKNOWN, sparse).order).toBe('newest-first');
});

it('never concludes newest first from a list with a real ascent', () => {
  fc.assert(
    fc.property(fc.nat(298), fc.integer({ min: 5_001, max: 1e9 }), (index, riseMs) => {
      const dates = falling(300);
      const risen = dates.map((date, at) => (at > index ? date + riseMs + 1_000 : date));
      const proofAfter = 299 - index - 1;
      expect(learnOrder(ORDER_UNKNOWN, risen).order).toBe('arbitrary');
      expect(proofAfter).toBeLessThan(1_200);
    }),
  );
});
