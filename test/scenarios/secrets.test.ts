import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createEmulator } from '../../src/emulator/index.js';
import {
  createTracker,
  discoverRequests,
  waitForRequests,
  type TrackerEvent,
} from '../../src/index.js';
import { logEvents } from '../../src/waiter/log-tracker.js';
import { ndjsonLine } from '../../src/engine/events/ndjson.js';
import { passTimeUntil, useVirtualTime } from '../support/virtual-time.js';
import { createWorld, startMany } from '../support/world.js';

useVirtualTime();

const TOKEN = 'IQoJb3JpZ2luX2VjEJf+aVerySecretSessionToken';
const SIGNATURE = 'fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024';

/** The message of AWS about a wrong signature, which quotes the request. */
const MISMATCH = `The request signature we calculated does not match the signature you provided.

The Canonical String for this request should have been
'POST
/
x-amz-security-token:${TOKEN}
'

The String-to-Sign should have been
'AWS4-HMAC-SHA256
${SIGNATURE}'
`;

const INCOMPLETE = `Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/sso/aws4_request, SignedHeaders=host, Signature=${SIGNATURE} x-amz-security-token=${TOKEN}`;

/** A client that receives this error for every call. */
function clientWithError(name: string, message: string, statusCode: number) {
  const config = createEmulator().clientConfig();
  const response = {
    statusCode,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: new TextEncoder().encode(JSON.stringify({ __type: name, message })),
  };
  const handle = () => Promise.resolve({ response });
  const credentials = { ...config.credentials, sessionToken: TOKEN };
  return createWorld({}, { requestHandler: { ...config.requestHandler, handle }, credentials })
    .client;
}

function expectNoSecrets(text: string): void {
  expect(text).not.toContain(TOKEN);
  expect(text).not.toContain(SIGNATURE);
}

describe.each([
  ['permanent', 'SignatureDoesNotMatch', MISMATCH, 403],
  ['permanent', 'IncompleteSignature', INCOMPLETE, 400],
  ['retryable', 'InternalFailure', MISMATCH, 500],
  ['throttling', 'ThrottlingException', INCOMPLETE, 429],
] as const)('secrets in a message of AWS, %s: %s', (_, name, message, statusCode) => {
  it('appear in no outcome, event or log line', async () => {
    const client = clientWithError(name, message, statusCode);
    const refs = startMany(createWorld(), 3);
    const lines: string[] = [];
    const write = (fields: object, text: string) => lines.push(JSON.stringify([fields, text]));
    const logger = { debug: write, info: write, warn: write, error: write };
    const events: TrackerEvent[] = [];
    const tracker = createTracker({ client, timeoutMs: 20_000, logger });
    tracker.on('*', (event) => events.push(event));
    tracker.on('*', logEvents(logger));
    for (const ref of refs) tracker.track(ref);

    const outcomes = await passTimeUntil(tracker.settled());

    expect(outcomes).toHaveLength(3);
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) expectNoSecrets(line);
    for (const each of [...events, ...outcomes]) {
      expectNoSecrets(ndjsonLine(each));
      expectNoSecrets(JSON.stringify(each));
      if ('error' in each) expectNoSecrets(`${each.error.message}${each.error.stack}`);
    }
  });

  it('appear in no thrown error', async () => {
    const client = clientWithError(name, message, statusCode);
    const [ref] = startMany(createWorld(), 1);
    const { instanceArn } = ref!;
    const attempts: readonly (() => Promise<unknown>)[] = [
      () => waitForRequests([ref!], { client, timeoutMs: 20_000 }),
      () => discoverRequests({ client, instanceArn }).next(),
    ];
    for (const attempt of attempts) {
      const error = await passTimeUntil(attempt().catch((reason: unknown) => reason));
      expect(error).toBeInstanceOf(Error);
      expectNoSecrets(`${(error as Error).message}${(error as Error).stack}`);
      // The cause is the error of the SDK.
      expectNoSecrets(inspect(error, { depth: 0 }).split('[cause]')[0] ?? '');
    }
  });
});
