import { expect, it } from 'vitest';
import { isWaitTimeoutError, settleRequests, waitForRequest } from '../../src/index.js';
import { passTimeUntil, useVirtualTime } from '../support/virtual-time.js';
import { createWorld, startMany } from '../support/world.js';

useVirtualTime();

it('times out exactly at the deadline, with the last known status', async () => {
  const world = createWorld();
  const [ref] = startMany(world, 1, { durationMs: Infinity });
  const startMs = performance.now();

  const error = await passTimeUntil(
    waitForRequest(ref!, { client: world.client, timeoutMs: 60_000 }).catch((reason) => reason),
  );

  expect(performance.now() - startMs).toBe(60_000);
  expect(isWaitTimeoutError(error)).toBe(true);
  expect(error).toMatchObject({
    code: 'WAIT_TIMEOUT',
    lastStatus: 'IN_PROGRESS',
    timeoutMs: 60_000,
  });
  expect(error.message).toContain(ref!.requestId);
});

it.each([1, 5, 40])(
  'polls %i requests for the last time right before the deadline',
  async (count) => {
    const world = createWorld();
    // Pauses of a minute: without a last poll these would be reported as timed out.
    const options = {
      client: world.client,
      timeoutMs: 90_000,
      minDelayMs: 60_000,
      maxDelayMs: 60_000,
    };
    const refs = startMany(world, count, { durationMs: 88_500 });

    const outcomes = await passTimeUntil(settleRequests(refs, options));

    expect(outcomes.map(({ type }) => type)).toEqual(refs.map(() => 'succeeded'));
    expect(outcomes[0]!.elapsedMs).toBeLessThan(90_000);
  },
);

it('each request has its own deadline', async () => {
  const world = createWorld();
  const [short, long] = startMany(world, 2, { durationMs: Infinity });
  const [first, second] = await passTimeUntil(
    Promise.all([
      settleRequests([short!], { client: world.client, timeoutMs: 5_000 }),
      settleRequests([long!], { client: world.client, timeoutMs: 50_000 }),
    ]),
  );

  expect(first[0]).toMatchObject({ type: 'timed-out', elapsedMs: 5_000 });
  expect(second[0]).toMatchObject({ type: 'timed-out', elapsedMs: 50_000 });
});

it('says that no poll returned a status', async () => {
  const world = createWorld();
  const [ref] = startMany(world, 1);
  world.emulator.addFault({ fault: 'connection-reset' });

  const [outcome] = await passTimeUntil(
    settleRequests([ref!], { client: world.client, timeoutMs: 20_000 }),
  );

  expect(outcome).toMatchObject({ type: 'timed-out', polls: 0 });
  expect(outcome).not.toHaveProperty('lastStatus');
  expect(outcome).toHaveProperty(
    'error.message',
    expect.stringContaining('no poll returned its status'),
  );
});
