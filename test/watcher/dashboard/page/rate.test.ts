import { describe, expect, it } from 'vitest';

interface Meter {
  add(at: number, instances: readonly object[]): void;
  of(instance: object, now: number, startedAt?: number): { perSecond: number; throttled: number };
}

// A module of the page, which no other code imports.
const page: { RateMeter: new () => Meter } = await import(
  new URL('../../../../src/watcher/dashboard/page/rate.js', import.meta.url).href
);

function instance(sent: number, throttled = 0) {
  return { name: 'production', sent, throttled };
}

describe('RateMeter', () => {
  it('returns the rate since the start while there are too few samples', () => {
    const meter = new page.RateMeter();
    meter.add(100_000, [instance(50)]);
    meter.add(110_000, [instance(50)]);
    expect(meter.of(instance(50), 110_000, 10_000)).toEqual({ perSecond: 0.5, throttled: 0 });
  });

  it('then returns the rate of the last minute', () => {
    const meter = new page.RateMeter();
    for (let at = 0; at <= 300_000; at += 10_000) meter.add(at, [instance(at / 5_000)]);
    expect(meter.of(instance(60), 300_000, 0).perSecond).toBeCloseTo(0.2, 5);
    for (let at = 310_000; at <= 400_000; at += 10_000) meter.add(at, [instance(60)]);
    expect(meter.of(instance(60), 400_000, 0).perSecond).toBe(0);
  });

  it('shows throttling at once, and drops it after a minute', () => {
    const meter = new page.RateMeter();
    meter.add(0, [instance(0)]);
    meter.add(2_000, [instance(10, 3)]);
    expect(meter.of(instance(10, 3), 2_000, 0).throttled).toBe(3);
    for (let at = 10_000; at <= 80_000; at += 10_000) meter.add(at, [instance(20, 3)]);
    expect(meter.of(instance(20, 3), 80_000, 0).throttled).toBe(0);
  });

  it('restarts when the counts restart', () => {
    const meter = new page.RateMeter();
    meter.add(0, [instance(1_000, 9)]);
    meter.add(60_000, [instance(4, 1)]);
    expect(meter.of(instance(4, 1), 60_000, 58_000)).toEqual({ perSecond: 2, throttled: 0 });
  });
});
