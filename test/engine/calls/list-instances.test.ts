import type { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { expect, it } from 'vitest';
import { CallLog } from '../../../src/engine/calls/call-log.js';
import { listInstanceArns, onlyInstance } from '../../../src/engine/calls/list-instances.js';
import { RateLimiter } from '../../../src/engine/calls/rate-limiter.js';
import { RateLimitedCaller } from '../../../src/engine/calls/rate-limited-caller.js';
import { createEmulator } from '../../../src/emulator/index.js';
import { clientOf, clientThatGets } from '../../support/clients.js';

function arnsSeenBy(client: SSOAdminClient): Promise<readonly string[]> {
  const caller = new RateLimitedCaller(new RateLimiter(1_000), new CallLog(), () => 10_000);
  return listInstanceArns(caller, client, new AbortController().signal);
}

it('gives the ARNs of what ListInstances returns', async () => {
  const emulator = createEmulator();
  expect(await arnsSeenBy(clientOf(emulator))).toEqual([emulator.instanceArn]);
});

it('gives none where there is none, and none for an instance without one', async () => {
  expect(await arnsSeenBy(clientThatGets({}))).toEqual([]);
  expect(await arnsSeenBy(clientThatGets({ Instances: [{ Name: 'nameless' }] }))).toEqual([]);
});

it('comes to an end when a token leads to itself', async () => {
  const client = clientThatGets({ Instances: [{ InstanceArn: 'a' }], NextToken: 'again' });
  expect(await arnsSeenBy(client)).toEqual(['a', 'a']);
});

it('rejects with what went wrong, classified', async () => {
  const emulator = createEmulator();
  emulator.addFault({ fault: 'access-denied' });
  await expect(arnsSeenBy(clientOf(emulator))).rejects.toMatchObject({
    name: 'CallError',
    call: { type: 'list', operation: 'ListInstances' },
    fault: { kind: 'denied' },
  });
});

it('the only instance is the one that is shown, however often', () => {
  expect(onlyInstance(['a'])).toBe('a');
  expect(onlyInstance(['a', 'a'])).toBe('a');
  expect(() => onlyInstance(['a', 'b'])).toThrow(
    'one of the 2 that ListInstances returns, a and b',
  );
  expect(() => onlyInstance([])).toThrow('ListInstances returns none in this Region');
});
