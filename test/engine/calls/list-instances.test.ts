import type { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { expect, it } from 'vitest';
import { CallLog } from '../../../src/engine/calls/call-log.js';
import { listInstanceArns, onlyInstance } from '../../../src/engine/calls/list-instances.js';
import { RateLimiter } from '../../../src/engine/calls/rate-limiter.js';
import { RateLimitedCaller } from '../../../src/engine/calls/rate-limited-caller.js';
import { createEmulator } from '../../../src/emulator/index.js';
import { clientOf, clientThatGets } from '../../support/clients.js';

function arnsOf(client: SSOAdminClient): Promise<readonly string[]> {
  const caller = new RateLimitedCaller(new RateLimiter(1_000), new CallLog(), () => 10_000);
  return listInstanceArns(caller, client, new AbortController().signal);
}

it('returns the ARNs from ListInstances', async () => {
  const emulator = createEmulator();
  expect(await arnsOf(clientOf(emulator))).toEqual([emulator.instanceArn]);
});

it('returns no ARN without instances, or for an instance without one', async () => {
  expect(await arnsOf(clientThatGets({}))).toEqual([]);
  expect(await arnsOf(clientThatGets({ Instances: [{ Name: 'nameless' }] }))).toEqual([]);
});

it('ends when a token repeats', async () => {
  const client = clientThatGets({ Instances: [{ InstanceArn: 'a' }], NextToken: 'again' });
  expect(await arnsOf(client)).toEqual(['a', 'a']);
});

it('rejects with a classified error', async () => {
  const emulator = createEmulator();
  emulator.addFault({ fault: 'access-denied' });
  await expect(arnsOf(clientOf(emulator))).rejects.toMatchObject({
    name: 'CallError',
    call: { type: 'list', operation: 'ListInstances' },
    fault: { kind: 'denied' },
  });
});

it('onlyInstance requires exactly one distinct ARN', () => {
  expect(onlyInstance(['a'])).toBe('a');
  expect(onlyInstance(['a', 'a'])).toBe('a');
  expect(() => onlyInstance(['a', 'b'])).toThrow(
    'one of the 2 that ListInstances returns, a and b',
  );
  expect(() => onlyInstance([])).toThrow('ListInstances returns none in this Region');
});
