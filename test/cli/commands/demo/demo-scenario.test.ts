import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { describe, expect, it } from 'vitest';
import { demoEmulator, startRequests } from '../../../../src/cli/commands/demo/demo-scenario.js';
import { REQUEST_KINDS } from '../../../../src/engine/requests/kinds.js';
import { passTimeUntil, useVirtualTime } from '../../../support/virtual-time.js';

useVirtualTime();

describe('the demo', () => {
  it('is deterministic: two dozen requests of all kinds, some of which fail, in 10 to 20 s', async () => {
    const [once, again] = await passTimeUntil(Promise.all([scenario(), scenario()]));
    expect(again).toEqual(once);
    expect(once).toHaveLength(24);
    expect(new Set(once.map(({ kind }) => kind))).toEqual(new Set(REQUEST_KINDS));
    const failed = once.filter(({ finalStatus }) => finalStatus === 'FAILED');
    expect(failed.length).toBeGreaterThan(2);
    expect(failed.length).toBeLessThan(10);
    const longestMs = Math.max(...once.map(({ durationMs }) => durationMs));
    expect(longestMs).toBeGreaterThan(10_000);
    expect(longestMs).toBeLessThan(15_000);
  });
});

async function scenario() {
  const emulator = demoEmulator();
  const client = new SSOAdminClient({ ...emulator.clientConfig(), maxAttempts: 1 });
  const refs = await startRequests(client, emulator, new AbortController().signal);
  return refs.flatMap(({ kind, requestId }) => {
    const truth = emulator.inspect(requestId);
    if (truth === undefined) return [];
    const { finalStatus, failureReason, endsAtMs, startedAtMs } = truth;
    return {
      kind,
      requestId,
      finalStatus,
      failureReason,
      durationMs: Math.round(endsAtMs - startedAtMs),
    };
  });
}
