import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { expect, it } from 'vitest';
import { createEmulator } from '../../src/emulator/index.js';
import { waitUntilPermissionSetProvisioned } from '../../src/index.js';
import { passTimeUntil, useVirtualTime } from '../support/virtual-time.js';

useVirtualTime();

it('a hundred SDK-shaped waiters on one client share their calls', async () => {
  const emulator = createEmulator({ durations: { medianMs: 8_000, sigma: 0.7 }, latencyMs: 50 });
  const client = new SSOAdminClient(emulator.clientConfig());
  const refs = Array.from({ length: 100 }, () =>
    emulator.startRequest({ kind: 'permission-set-provisioning' }),
  );

  const results = await passTimeUntil(
    Promise.all(
      refs.map(({ instanceArn, requestId }) =>
        waitUntilPermissionSetProvisioned(
          { client, maxWaitTime: 900 },
          { InstanceArn: instanceArn, ProvisionPermissionSetRequestId: requestId },
        ),
      ),
    ),
  );

  expect(results.every(({ state }) => state === 'SUCCESS')).toBe(true);
  expect(results.map(({ final }) => final.PermissionSetProvisioningStatus?.RequestId)).toEqual(
    refs.map(({ requestId }) => requestId),
  );
  expect(emulator.calls.total).toBeLessThanOrEqual(300);
});
