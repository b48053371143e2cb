import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SweepRhythm } from '../../../src/watcher/discovery/sweep-rhythm.js';
import { passTime, useRealTime, useVirtualTime } from '../../support/virtual-time.js';

beforeEach(useVirtualTime);
afterEach(useRealTime);

it('slows down until something stirs', () => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  const rhythm = new SweepRhythm(30_000);
  const cadence = () => {
    rhythm.swept(0);
    return rhythm.cadenceMs;
  };
  expect([cadence(), cadence(), cadence()]).toEqual([2_000, 3_000, 4_500]);
  rhythm.stir();
  expect(cadence()).toBe(2_000);
  expect(rhythm.lastSweepAt).toEqual(new Date());
});

it('is stale after three times its cadence, but never within 15 s', async () => {
  const rhythm = new SweepRhythm(30_000);
  await passTime(90_000);
  expect(rhythm.staleForMs).toBeUndefined();
  await passTime(1);
  expect(rhythm.staleForMs).toBeGreaterThan(90_000);
  rhythm.swept(0);
  expect(rhythm.staleForMs).toBeUndefined();
  await passTime(15_000);
  expect(rhythm.staleForMs).toBeUndefined();
  await passTime(1);
  expect(rhythm.staleForMs).toBeGreaterThan(15_000);
});
