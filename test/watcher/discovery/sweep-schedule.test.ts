import { expect, it, vi } from 'vitest';
import { SweepCadence } from '../../../src/watcher/discovery/sweep-cadence.js';
import { passTime, useVirtualTime } from '../../support/virtual-time.js';

useVirtualTime();

it('slows down until there is activity', () => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  const cadence = new SweepCadence(30_000);
  const nextDelay = () => {
    cadence.swept(0);
    return cadence.delayMs;
  };
  expect([nextDelay(), nextDelay(), nextDelay()]).toEqual([2_000, 3_000, 4_500]);
  cadence.noteActivity();
  expect(nextDelay()).toBe(2_000);
  expect(cadence.lastSweepAt).toEqual(new Date());
});

it('is stale after three times its cadence, but never within 15 s', async () => {
  const cadence = new SweepCadence(30_000);
  await passTime(90_000);
  expect(cadence.staleForMs).toBeUndefined();
  await passTime(1);
  expect(cadence.staleForMs).toBeGreaterThan(90_000);
  cadence.swept(0);
  expect(cadence.staleForMs).toBeUndefined();
  await passTime(15_000);
  expect(cadence.staleForMs).toBeUndefined();
  await passTime(1);
  expect(cadence.staleForMs).toBeGreaterThan(15_000);
});
