import { expect, it } from 'vitest';
import { passTimeUntil, useVirtualTime } from '../support/virtual-time.js';
import { watchEmulator } from '../watcher/support.js';
import { HOUR, MANY, MINUTE, passHours, stopped } from './watch-support.js';

useVirtualTime();

/**
 * Time and randomness are deterministic, and so are the counts, which docs/watching/README.md quotes. The
 * order of empty lists does not matter.
 */
const CALLS = [
  { listOrder: 'newest-first', history: 0, calls: 387 },
  { listOrder: 'newest-first', history: MANY, calls: 447 },
  { listOrder: 'oldest-first', history: MANY, calls: 609 },
  { listOrder: 'shuffled', history: MANY, calls: 609 },
] as const;

it.each(CALLS)(
  'the number of calls in an hour without requests, for all three kinds: %o',
  async ({ listOrder, history, calls }) => {
    const world = watchEmulator({ listOrder, history });
    await passTimeUntil(world.watcher.start());
    await passHours(10 * MINUTE);
    const before = world.emulator.calls.total;
    await passHours(HOUR);
    expect(world.emulator.calls.total - before).toBe(calls);
    await stopped(world);
  },
);
