import { describe, expect, it } from 'vitest';
import { settleRequests } from '../../src/index.js';
import { passTimeUntil, useVirtualTime } from '../support/virtual-time.js';
import { haveActualStatuses, createWorld, startMany } from '../support/world.js';

useVirtualTime();

describe.each(['internal-failure', 'empty-body', 'html-error'] as const)(
  'when every list call returns %s',
  (fault) => {
    it.each([2, 11])('describes settle %i requests promptly', async (count) => {
      const world = createWorld({ failureRate: 0.3 });
      world.emulator.addFault({ operations: 'ListPermissionSetProvisioningStatus', fault });
      const refs = startMany(world, count, { durationMs: 3_000 });
      const startMs = performance.now();

      const outcomes = await passTimeUntil(settleRequests(refs, { client: world.client }));

      expect(haveActualStatuses(world, outcomes)).toBe(true);
      expect(performance.now() - startMs).toBeLessThan(30_000);
    });
  },
);
