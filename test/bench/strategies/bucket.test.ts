import { expect, it } from 'vitest';
import { Bucket } from './bucket.js';

it('allows its burst at once, then one token at a time', () => {
  const bucket = new Bucket(() => ({ perSecond: 10, burst: 2 }), 0);
  bucket.take();
  expect(bucket.untilTokenMs(0)).toBe(0);
  bucket.take();
  expect(bucket.untilTokenMs(0)).toBe(100);
  expect(bucket.untilTokenMs(60)).toBeCloseTo(40);
  expect(bucket.untilTokenMs(100)).toBe(0);
});

it('holds at most the current burst', () => {
  const bucket = new Bucket((atMs) => ({ perSecond: 2, burst: atMs < 1_000 ? 5 : 1 }), 0);
  expect(bucket.untilTokenMs(1_000)).toBe(0);
  bucket.take();
  expect(bucket.untilTokenMs(1_000)).toBe(500);
});
