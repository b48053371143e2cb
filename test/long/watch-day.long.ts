import { expect, it } from 'vitest';
import { watchDay } from '../scenarios/watch-day.js';
import { useVirtualTime } from '../support/virtual-time.js';

useVirtualTime();

it('a day with 5,000 requests: each told once, the state flat', async () => {
  const day = await watchDay({ hours: 24, perHour: 210 });
  const { started, told, mostKeys, keysAtEnd, heapGrowth } = day;
  expect([started, told]).toEqual([5_040, 5_040]);
  expect(mostKeys).toBeLessThan(3 * 210);
  expect(keysAtEnd).toBeLessThan(3 * 210);
  // The emulator keeps all requests, and the test all that was told.
  expect(heapGrowth).toBeLessThan(30_000_000);
});
