import { afterEach, beforeEach, expect, it } from 'vitest';
import { settleRequests } from '../../src/index.js';
import { passTimeUntil, useRealTime, useVirtualTime } from '../support/virtual-time.js';
import { createWorld, startMany } from '../support/world.js';

beforeEach(useVirtualTime);
afterEach(useRealTime);

it.each([10, 50, 800, 2_000])(
  'polls with pauses of minDelayMs (%i) or little more',
  async (min) => {
    const quotas = { ratePerSecond: Infinity };
    const world = createWorld({ latencyMs: 0, callLogSize: 10_000, quotas });
    const refs = startMany(world, 1, { durationMs: 20_000 });
    const pace = { minDelayMs: min, maxDelayMs: 10_000, maxTps: 1_000 };
    await passTimeUntil(settleRequests(refs, { client: world.client, ...pace }));

    const at = world.emulator.calls.log.map(({ atMs }) => atMs);
    const pauses = at.slice(1).map((atMs, index) => atMs - at[index]!);
    expect(pauses.length).toBeGreaterThanOrEqual(6);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(min);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(Math.ceil(1.375 * min));
  },
);
