import { afterEach, beforeEach, expect, it } from 'vitest';
import { watchDay } from '../scenarios/watch-day.js';
import { useRealTime, useVirtualTime } from '../support/virtual-time.js';

beforeEach(useVirtualTime);
afterEach(useRealTime);

it('a day with 5,000 requests: each told once, the state flat', async () => {
  const { started, mostKeys, keysAtEnd, heapGrowth } = await watchDay({ hours: 24, perHour: 210 });
  expect(started).toBe(5_040);
  expect(mostKeys).toBeLessThan(3 * 210);
  expect(keysAtEnd).toBeLessThan(3 * 210);
  // The emulator keeps all requests, and the test all that was told.
  expect(heapGrowth).toBeLessThan(30_000_000);
});
