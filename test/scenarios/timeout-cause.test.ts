import { expect, it } from 'vitest';
import { isWaitTimeoutError, settleRequests } from '../../src/index.js';
import { passTimeUntil, useVirtualTime } from '../support/virtual-time.js';
import { createWorld, startMany } from '../support/world.js';

useVirtualTime();

const LIST = 'ListPermissionSetProvisioningStatus';

async function timeoutErrors(world: ReturnType<typeof createWorld>) {
  const refs = startMany(world, 4, { durationMs: Infinity });
  const outcomes = await passTimeUntil(
    settleRequests(refs, { client: world.client, timeoutMs: 20_000 }),
  );
  return outcomes.map((outcome) => {
    const error = 'error' in outcome ? outcome.error : undefined;
    expect(isWaitTimeoutError(error)).toBe(true);
    return error!;
  });
}

it('is not a denied list call, which describes replace', async () => {
  const world = createWorld();
  world.emulator.addFault({ operations: LIST, fault: 'access-denied' });
  for (const error of await timeoutErrors(world)) {
    expect(error).not.toHaveProperty('cause');
    expect(error.message).not.toMatch(/denied|authorized|Last problem/i);
  }
});

it('is not a fault that ended long before the deadline', async () => {
  const world = createWorld();
  world.emulator.addFault({ fault: 'server-error', times: 3 });
  for (const error of await timeoutErrors(world)) {
    expect(error).not.toHaveProperty('cause');
    expect(error.message).toContain('its last known status is IN_PROGRESS.');
    expect(error.message).not.toContain('Last problem');
  }
});

it('is the fault that lasted until the deadline', async () => {
  const world = createWorld();
  setTimeout(() => world.emulator.addFault({ fault: 'server-error' }), 5_000);
  for (const error of await timeoutErrors(world)) {
    expect(error).toHaveProperty('cause.name', 'InternalServerException');
    expect(error.message).toContain('Last problem: InternalServerException');
  }
});
