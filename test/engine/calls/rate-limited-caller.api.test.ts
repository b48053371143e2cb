import { expect, it } from 'vitest';
import { CallLog } from '../../../src/engine/calls/call-log.js';
import { RateLimiter } from '../../../src/engine/calls/rate-limiter.js';
import { withRateLimit, RateLimitedCaller } from '../../../src/engine/calls/rate-limited-caller.js';
import { createSsoAdminApi } from '../../../src/engine/calls/sso-admin-api.js';
import { createEmulator } from '../../../src/emulator/index.js';
import { clientOf } from '../../support/clients.js';

const { signal } = new AbortController();

function rateLimitedApi() {
  const emulator = createEmulator();
  const log = new CallLog();
  const caller = new RateLimitedCaller(new RateLimiter(1_000), log, () => 10_000);
  return { api: withRateLimit(createSsoAdminApi(clientOf(emulator)), caller), emulator, log };
}

it('returns what the port returns, and counts describes and lists', async () => {
  const { api, emulator, log } = rateLimitedApi();
  const request = emulator.startRequest({ kind: 'account-assignment-deletion' });

  expect((await api.describe(request, signal)).reading.status).toBe('IN_PROGRESS');
  expect((await api.listPage(request, signal)).rows).toHaveLength(1);

  expect(log.counts()).toMatchObject({ describe: 1, list: 1 });
});

it('an error names the operation and the request', async () => {
  const { api, emulator } = rateLimitedApi();
  const request = emulator.startRequest({ kind: 'account-assignment-deletion' });
  emulator.addFault({ fault: 'access-denied' });

  await expect(api.describe(request, signal)).rejects.toMatchObject({
    call: { operation: 'DescribeAccountAssignmentDeletionStatus', request },
  });
  await expect(api.listPage(request, signal)).rejects.toMatchObject({
    call: { type: 'list', operation: 'ListAccountAssignmentDeletionStatus' },
  });
});
