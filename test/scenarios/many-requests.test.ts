import { describe, expect, it } from 'vitest';
import { settleRequests } from '../../src/index.js';
import { passTimeUntil, useVirtualTime } from '../support/virtual-time.js';
import { haveActualStatuses, createWorld, startMany } from '../support/world.js';

useVirtualTime();

const USUAL = { medianMs: 20_000, sigma: 0.7 };

describe.each(['newest-first', 'oldest-first', 'shuffled'] as const)('lists %s', (listOrder) => {
  it('settles 1,000 requests in flight with fewer than 1.5 calls each', async () => {
    const world = createWorld({ durations: USUAL, failureRate: 0.1, listOrder });
    const refs = startMany(world, 1_000);

    const outcomes = await passTimeUntil(settleRequests(refs, { client: world.client }));

    expect(outcomes.map(({ requestId }) => requestId)).toEqual(refs.map((ref) => ref.requestId));
    expect(haveActualStatuses(world, outcomes)).toBe(true);
    expect(world.emulator.calls.total).toBeLessThan(1_500);
    expect(world.emulator.calls.throttled).toBe(0);
  });

  it('finds each of 250 requests although they move between pages during a sweep', async () => {
    const world = createWorld({
      durations: { medianMs: 4_000, sigma: 1 },
      listOrder,
      latencyMs: 400,
    });
    const refs = startMany(world, 250);

    const outcomes = await passTimeUntil(settleRequests(refs, { client: world.client }));

    expect(haveActualStatuses(world, outcomes)).toBe(true);
  });

  it('is correct with late lists and 10,000 old entries', async () => {
    const world = createWorld({
      durations: USUAL,
      failureRate: 0.1,
      listOrder,
      listLagMs: 5_000,
      history: 10_000,
    });
    const refs = startMany(world, 50);

    const outcomes = await passTimeUntil(settleRequests(refs, { client: world.client }));

    expect(haveActualStatuses(world, outcomes)).toBe(true);
  });
});
