import { expect, it } from 'vitest';
import { createEmulator } from '../../src/emulator/index.js';
import { settleRequests, waitForRequest, type TrackerEvent } from '../../src/index.js';
import { passTimeUntil, useVirtualTime } from '../support/virtual-time.js';
import { createWorld, startMany } from '../support/world.js';

useVirtualTime();

/** The service's clock is this far ahead; AWS tolerates five minutes. */
const SKEW_MS = 20 * 60_000;
const TOLERANCE_MS = 5 * 60_000;

/** A service that sends its time, and rejects calls that were signed at another time. */
function skewedWorld() {
  let rejected = 0;
  const { requestHandler } = createEmulator();
  const world = createWorld();
  const skewed: typeof requestHandler = {
    ...world.emulator.requestHandler,
    handle: async (request, options) => {
      const serviceMs = Date.now() + SKEW_MS;
      const date = new Date(serviceMs).toUTCString();
      if (Math.abs(signedAtMs(request.headers['x-amz-date'] ?? '') - serviceMs) > TOLERANCE_MS) {
        rejected += 1;
        return { response: signatureExpired(date) };
      }
      const { response } = await world.emulator.requestHandler.handle(request, options);
      return { response: { ...response, headers: { ...response.headers, date } } };
    },
  };
  const { client } = createWorld({}, { requestHandler: skewed });
  return { ...world, client, rejected: () => rejected };
}

/** From `20260101T000000Z`. */
function signedAtMs(amzDate: string): number {
  return Date.parse(
    amzDate.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
  );
}

function signatureExpired(date: string) {
  const error = {
    __type: 'InvalidSignatureException',
    message: 'Signature expired: 20260101T000000Z is now earlier than 20260101T001500Z',
  };
  return {
    statusCode: 403,
    headers: { 'content-type': 'application/x-amz-json-1.1', date },
    body: new TextEncoder().encode(JSON.stringify(error)),
  };
}

it.each([1, 5])('a wrong clock delays %i waits by one call only', async (count) => {
  const world = skewedWorld();
  const refs = startMany(world, count, { durationMs: 3_000 });
  const events: TrackerEvent[] = [];

  const outcomes = await passTimeUntil(
    settleRequests(refs, { client: world.client, onEvent: (event) => events.push(event) }),
  );

  expect(outcomes.map(({ type }) => type)).toEqual(refs.map(() => 'succeeded'));
  expect(world.rejected()).toBeGreaterThan(0);
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'poll-failed', fault: 'transient', retryable: true }),
  );
  for (const { elapsedMs } of outcomes) expect(elapsedMs).toBeLessThan(6_000);
});

it('a signature that is rejected at the correct time is a permanent fault', async () => {
  const world = skewedWorld();
  const config = createEmulator().clientConfig();
  const { client } = createWorld(
    {},
    {
      requestHandler: {
        ...config.requestHandler,
        handle: () => Promise.resolve({ response: signatureExpired(new Date().toUTCString()) }),
      },
    },
  );
  const [ref] = startMany(world, 1);
  const error = await passTimeUntil(waitForRequest(ref!, { client }).catch((reason) => reason));
  expect(error).toMatchObject({ code: 'CREDENTIALS' });
});
