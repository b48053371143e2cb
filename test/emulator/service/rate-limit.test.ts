import { describe, expect, it } from 'vitest';
import { defaultBurst } from '../../../src/emulator/options/settings.js';
import { createThrottle, refill, take } from '../../../src/emulator/service/rate-limit.js';

const LIMIT = { ratePerSecond: 20, burst: 20 };
const nobody = () => 0;

function admitted(throttle: ReturnType<typeof createThrottle>, times: readonly number[]): number {
  return times.filter((atMs) => throttle.admit(atMs)).length;
}
const everyMs = (gapMs: number, untilMs: number, fromMs = 0) =>
  Array.from({ length: Math.floor((untilMs - fromMs) / gapMs) }, (_, n) => fromMs + n * gapMs);

describe('bucket', () => {
  it('is refilled at the rate, up to the burst', () => {
    expect(refill({ tokens: 0, atMs: 0 }, LIMIT, 250).tokens).toBe(5);
    expect(refill({ tokens: 0, atMs: 0 }, LIMIT, 60_000).tokens).toBe(20);
  });

  it('loses nothing when time goes back', () => {
    expect(refill({ tokens: 3, atMs: 100 }, LIMIT, 0).tokens).toBe(3);
  });

  it('gives one token, or none', () => {
    expect(take({ tokens: 1, atMs: 0 })).toEqual({ granted: true, bucket: { tokens: 0, atMs: 0 } });
    expect(take({ tokens: 0.9, atMs: 0 }).granted).toBe(false);
  });
});

describe('throttle', () => {
  it('accepts the burst at once, and then the rate', () => {
    const throttle = createThrottle(LIMIT, nobody, 0);
    expect(
      admitted(
        throttle,
        Array.from({ length: 50 }, () => 0),
      ),
    ).toBe(20);
    expect(admitted(throttle, everyMs(10, 10_000, 10))).toBe(199);
  });

  it('never throttles calls at exactly the rate', () => {
    const throttle = createThrottle({ ratePerSecond: 3, burst: 1 }, nobody, 0);
    const times = Array.from({ length: 1000 }, (_, n) => (n * 1000) / 3);
    expect(admitted(throttle, times)).toBe(1000);
  });

  it('leaves the rate that other clients do not use', () => {
    const throttle = createThrottle(LIMIT, (atMs) => (atMs < 10_000 ? 15 : 20), 0);
    expect(admitted(throttle, everyMs(10, 10_000))).toBe(20 + 49);
    expect(admitted(throttle, everyMs(10, 20_000, 10_000))).toBe(0);
  });

  it('changes its limit at a given time', () => {
    const throttle = createThrottle(LIMIT, nobody, 0);
    throttle.setLimit({ ratePerSecond: 2, burst: 2 }, 0);
    expect(admitted(throttle, everyMs(10, 10_000))).toBe(2 + 19);
    throttle.setLimit({ ratePerSecond: 0, burst: 0 }, 10_000);
    expect(admitted(throttle, everyMs(10, 20_000, 10_000))).toBe(0);
    throttle.setLimit({ ratePerSecond: Infinity, burst: Infinity }, 20_000);
    expect(
      admitted(
        throttle,
        Array.from({ length: 500 }, () => 20_000),
      ),
    ).toBe(500);
    throttle.setLimit(LIMIT, 20_000);
    expect(
      admitted(
        throttle,
        Array.from({ length: 500 }, () => 20_000),
      ),
    ).toBe(20);
  });
});

it('allows a burst of one second, of at least one call, and of none when nothing is allowed', () => {
  expect([20, 0.5, 0, Infinity].map(defaultBurst)).toEqual([20, 1, 0, Infinity]);
});
