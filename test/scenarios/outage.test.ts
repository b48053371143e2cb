import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { expect, it } from 'vitest';
import { createTracker, type TrackerEventType } from '../../src/index.js';
import { passTime, passTimeUntil, useVirtualTime } from '../support/virtual-time.js';
import { haveActualStatuses, createWorld, startMany } from '../support/world.js';

useVirtualTime();

/** The real client over a real socket, and how many of its calls are in flight. */
function clientOverHttp(endpoint: string) {
  const client = new SSOAdminClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'EMULATOR', secretAccessKey: 'emulator' },
    maxAttempts: 1,
  });
  let inFlight = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      inFlight += 1;
      try {
        return await next(args);
      } finally {
        inFlight -= 1;
      }
    },
    { step: 'initialize' },
  );
  return { client, inFlight: () => inFlight };
}

it.each([1, 20])('fails none of %i waits in a network outage of two minutes', async (count) => {
  const world = createWorld({
    latencyMs: 0,
    failureRate: 0.2,
    durations: { medianMs: 60_000, sigma: 0.7 },
  });
  const server = await world.emulator.listen();
  const { client, inFlight } = clientOverHttp(server.url);
  const tracker = createTracker({ client });
  const seen: TrackerEventType[] = [];
  tracker.on('*', ({ type }) => seen.push(type));
  for (const ref of startMany(world, count)) tracker.track(ref);

  await passTime(10_000, inFlight);
  await server.close();
  await passTime(120_000, inFlight);
  expect(seen).toContain('poll-failed');
  expect(seen).not.toContain('recovered');
  const again = await world.emulator.listen({ port: server.port });
  const outcomes = await passTimeUntil(tracker.settled(), inFlight);

  expect(seen).toContain('recovered');
  expect(outcomes).toHaveLength(count);
  expect(haveActualStatuses(world, outcomes)).toBe(true);
  client.destroy();
  await again.close();
});
