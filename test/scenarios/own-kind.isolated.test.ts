import { DeleteInstanceCommand } from '@aws-sdk/client-sso-admin';
import { expect, it, vi } from 'vitest';
import { settleRequests, waitForRequest, type RequestKind } from '../../src/index.js';
import { OWN_DELETION, OWN_KIND } from '../support/own-kind.js';
import { passTimeUntil, useVirtualTime } from '../support/virtual-time.js';
import { createWorld } from '../support/world.js';

vi.mock('../../src/engine/requests/kind-table.js', async (importOriginal) => {
  const { withOwnKind } = await import('../support/own-kind.js');
  return withOwnKind(await importOriginal());
});

useVirtualTime();

const kind = OWN_KIND as RequestKind;

it('waits for a request of a registered kind that has neither an id nor a list', async () => {
  const { emulator, client } = createWorld();
  const ref = emulator.startRequest({ kind, durationMs: 9_000, status: 'SUCCEEDED' });
  expect(ref.requestId).toBe(emulator.instanceArn);
  const outcome = await passTimeUntil(waitForRequest(ref, { client }));
  expect(outcome).toMatchObject({ kind, status: 'SUCCEEDED', response: { Status: 'ACTIVE' } });
  const operations = new Set(emulator.calls.log.map(({ operation }) => operation));
  expect([...operations]).toEqual(['DescribeInstance']);
});

it('reports why it failed', async () => {
  const { emulator, client } = createWorld();
  const ref = emulator.startRequest({ kind, durationMs: 2_000, failureReason: 'No such key' });
  const [outcome] = await passTimeUntil(settleRequests([ref], { client }));
  expect(outcome).toMatchObject({ type: 'failed', failureReason: 'No such key' });
});

it('waits until a resource is not found, where that means success', async () => {
  const { emulator, client } = createWorld({ durations: 9_000 });
  const { instanceArn } = emulator;
  await passTimeUntil(client.send(new DeleteInstanceCommand({ InstanceArn: instanceArn })));
  const ref = { kind: OWN_DELETION as RequestKind, instanceArn, requestId: instanceArn };
  const { status, elapsedMs } = await passTimeUntil(waitForRequest(ref, { client }));
  expect(status).toBe('SUCCEEDED');
  expect(elapsedMs).toBeGreaterThan(8_000);
});
