import { expect, it } from 'vitest';
import { watchDay } from '../scenarios/watch-day.js';
import { useVirtualTime } from '../support/virtual-time.js';

useVirtualTime();

it('a day with 5,000 requests: each is reported once, and the size of the state is constant', async () => {
  const day = await watchDay({ hours: 24, perHour: 210 });
  const { started, reported, maxKeys, keysAtEnd, heapGrowth } = day;
  expect([started, reported]).toEqual([5_040, 5_040]);
  expect(maxKeys).toBeLessThan(3 * 210);
  expect(keysAtEnd).toBeLessThan(3 * 210);
  // The emulator keeps all requests, and the test all events.
  expect(heapGrowth).toBeLessThan(30_000_000);
});
