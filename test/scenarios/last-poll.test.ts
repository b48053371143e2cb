import { describe, expect, it } from 'vitest';
import { settleRequests } from '../../src/index.js';
import { passTimeUntil, useVirtualTime } from '../support/virtual-time.js';
import { createWorld, startMany } from '../support/world.js';

useVirtualTime();

// More than ten last polls do not fit into the remaining time as describes, so they need a sweep, also
// while sweeps are skipped after failures.
describe.each(['server-error', 'connection-reset'] as const)(
  'an outage (%s) that ends half a second before the deadline',
  (fault) => {
    it.each([1, 2, 11, 40])(
      'times out none of %i requests that succeeded long before',
      async (count) => {
        const world = createWorld();
        const stop = world.emulator.addFault({ fault });
        setTimeout(stop, 59_500);
        const refs = startMany(world, count, { durationMs: 5_000 });

        // Such long pauses that no other poll falls into that half second.
        const pauses = { minDelayMs: 25_000, maxDelayMs: 25_000 };
        const outcomes = await passTimeUntil(
          settleRequests(refs, { client: world.client, timeoutMs: 60_000, ...pauses }),
        );

        expect(outcomes.map(({ type }) => type)).toEqual(refs.map(() => 'succeeded'));
        for (const { elapsedMs } of outcomes) expect(elapsedMs).toBeLessThanOrEqual(60_000);
      },
    );
  },
);
