import { expect, it } from 'vitest';
import { useVirtualTime } from '../support/virtual-time.js';
import { watchDay } from './watch-day.js';

useVirtualTime();

it('hours with many requests leave the state flat', { timeout: 60_000 }, async () => {
  const { mostKeys, keysAtEnd, told, started } = await watchDay({ hours: 4, perHour: 60 });
  expect(told).toBe(started);
  // Two hours' worth, and what belongs to each list.
  expect(mostKeys).toBeLessThan(3 * 60);
  expect(keysAtEnd).toBeLessThan(3 * 60);
});
