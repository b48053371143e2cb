import { expect, it } from 'vitest';
import { settleRequests } from '../../src/index.js';
import { passTimeUntil, useVirtualTime } from '../support/virtual-time.js';
import { createWorld, startMany } from '../support/world.js';

useVirtualTime();

it.each([1, 10, 50, 800, 2_000])(
  'polls with pauses of minDelayMs (%i) or little more',
  async (min) => {
    const pauses = await pausesWith({ minDelayMs: min, maxDelayMs: 10_000 });
    expect(pauses.length).toBeGreaterThanOrEqual(6);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(min);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(Math.ceil(1.375 * min));
  },
);

it('polls with a constant pause if minDelayMs and maxDelayMs are equal', async () => {
  const pauses = await pausesWith({ minDelayMs: 50, maxDelayMs: 50 });
  expect(new Set(pauses)).toEqual(new Set([50]));
});

/** The pauses between the calls for one request that takes 20 s, in milliseconds. */
async function pausesWith(bounds: { readonly minDelayMs: number; readonly maxDelayMs: number }) {
  const quotas = { ratePerSecond: Infinity };
  const world = createWorld({ latencyMs: 0, callLogSize: 50_000, quotas });
  const refs = startMany(world, 1, { durationMs: 20_000 });
  await passTimeUntil(settleRequests(refs, { client: world.client, ...bounds, maxTps: 1_000 }));

  const at = world.emulator.calls.log.map(({ atMs }) => atMs);
  return at.slice(1).map((atMs, index) => atMs - at[index]!);
}
