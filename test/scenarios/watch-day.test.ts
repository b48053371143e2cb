import { expect, it } from 'vitest';
import { useVirtualTime } from '../support/virtual-time.js';
import { watchDay } from './watch-day.js';

useVirtualTime();

it(
  'the size of the state is constant over hours with many requests',
  { timeout: 60_000 },
  async () => {
    const { maxKeys, keysAtEnd, reported, started } = await watchDay({ hours: 4, perHour: 60 });
    expect(reported).toBe(started);
    // The records of two hours, and those of each list.
    expect(maxKeys).toBeLessThan(3 * 60);
    expect(keysAtEnd).toBeLessThan(3 * 60);
  },
);
