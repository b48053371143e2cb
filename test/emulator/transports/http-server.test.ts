import { EventEmitter, once } from 'node:events';
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createEmulator, type EmulatorOptions } from '../../../src/emulator/index.js';
import { describeIt, listThem } from '../support.js';

const opened: { close(): unknown }[] = [];

afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

async function setUp(options: EmulatorOptions = {}) {
  const emulator = createEmulator(options);
  opened.push(emulator);
  const ref = emulator.startRequest({ kind: 'permission-set-provisioning', durationMs: Infinity });
  const server = await emulator.listen();
  return { emulator, ref, server, client: clientAt(server.url) };
}

function clientAt(endpoint: string): SSOAdminClient {
  const credentials = { accessKeyId: 'anyone', secretAccessKey: 'anything' };
  const client = new SSOAdminClient({ region: 'us-east-1', endpoint, credentials, maxAttempts: 1 });
  opened.push({ close: () => client.destroy() });
  return client;
}

/** A raw HTTP call. */
function post(url: string, target: string, body: string, path = '/'): Promise<Response> {
  return fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' },
    body,
  });
}

/** Resolves when a call has reached the emulator with this `onCall`. */
function firstCall(): { onCall: () => void; reached: Promise<void> } {
  const arrivals = new EventEmitter();
  return {
    onCall: () => arrivals.emit('call'),
    reached: once(arrivals, 'call').then(() => undefined),
  };
}

/** Runs the event loop until a condition is met, for 1,000 turns at most. */
async function turnsUntil(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1000 && !holds(); turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

it.each([
  [{ port: 70_000 }, 'port must be a whole number from 0 to 65535, but received 70000.'],
  [{ hst: '::1' }, 'options must be made of port, host, but received "hst".'],
])('rejects the options %j of listen', async (options, message) => {
  await expect(createEmulator().listen(options as object)).rejects.toThrow(message);
});

describe('over HTTP', () => {
  it('returns the same response as in process', async () => {
    const { emulator, client, ref } = await setUp();
    expect(await describeIt(client, ref)).toMatchObject({ Status: 'IN_PROGRESS' });
    expect((await listThem(client, ref.instanceArn)).ids).toEqual([ref.requestId]);
    const missing = { ...ref, requestId: '00000000-0000-4000-8000-000000000000' };
    await expect(describeIt(client, missing)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      $metadata: { httpStatusCode: 404 },
    });
    expect(emulator.calls.total).toBe(3);
  });

  it('speaks awsJson1_1', async () => {
    const { server, emulator } = await setUp();
    const answer = await post(
      server.url,
      'SWBExternalService.ListPermissionSets',
      '{"InstanceArn":1}',
    );
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('application/x-amz-json-1.1');
    expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers.get('x-amzn-errortype')).toBe('SerializationException');
    expect(await answer.json()).toEqual({
      __type: 'SerializationException',
      message: 'NUMBER_VALUE can not be converted to a String',
    });
    const denied = await post(server.url, 'SWBExternalService.ListPermissionSets', '{}');
    expect(await denied.json()).toEqual({
      __type: 'ValidationException',
      Message:
        "1 validation error detected: Value null at 'instanceArn' failed to satisfy constraint: Member must not be null",
    });
    const listed = await post(
      server.url,
      'SWBExternalService.ListPermissionSetProvisioningStatus',
      JSON.stringify({ InstanceArn: emulator.instanceArn }),
    );
    expect(await listed.json()).toMatchObject({
      PermissionSetsProvisioningStatus: [{ CreatedDate: expect.any(Number) }],
    });
  });

  it.each([
    ['OtherService.ListInstances', '{}', '/', 'UnknownOperationException'],
    ['SWBExternalService.ListInstances', '{}', '/other', 'UnknownOperationException'],
    ['SWBExternalService.ListInstances', '{', '/', 'SerializationException'],
    ['SWBExternalService.ListInstances', '[]', '/', 'SerializationException'],
  ])('rejects %s %s %s with %s', async (target, body, path, code) => {
    const { server } = await setUp();
    const answer = await post(server.url, target, body, path);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ __type: code });
  });

  it('treats an empty body as an empty input', async () => {
    const { server } = await setUp();
    expect((await post(server.url, 'SWBExternalService.ListInstances', '')).status).toBe(200);
  });

  it('responds with a server error when a callback throws', async () => {
    const { server } = await setUp({
      onCall: () => {
        throw new Error('not my day');
      },
    });
    const answer = await post(server.url, 'SWBExternalService.ListInstances', '{}');
    expect(answer.status).toBe(500);
    expect(await answer.text()).toBe('The emulator failed: Error: not my day');
  });
});

describe('faults over a socket', () => {
  it('resets the connection', async () => {
    const { emulator, client, ref } = await setUp();
    emulator.addFault({ fault: 'connection-reset' });
    await expect(describeIt(client, ref)).rejects.toMatchObject({
      name: 'TimeoutError',
      code: 'ECONNRESET',
    });
  });

  it('cuts the body off', async () => {
    const { emulator, client, ref } = await setUp();
    emulator.addFault({ fault: 'cut-off-body' });
    await expect(describeIt(client, ref)).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('answers with HTML', async () => {
    const { emulator, client, ref } = await setUp();
    emulator.addFault({ fault: 'html-error' });
    await expect(describeIt(client, ref)).rejects.toMatchObject({
      name: 'SyntaxError',
      $metadata: { httpStatusCode: 503 },
    });
  });

  it('has a retry hint', async () => {
    const { emulator, client, ref } = await setUp();
    emulator.addFault({ fault: { type: 'throttle', retryAfterSeconds: 1 } });
    await expect(describeIt(client, ref)).rejects.toMatchObject({
      name: 'ThrottlingException',
      $response: { headers: { 'retry-after': '1' } },
    });
  });

  it('does not respond until the client disconnects', async () => {
    const { onCall, reached } = firstCall();
    const { emulator, client, ref } = await setUp({ onCall });
    emulator.addFault({ fault: 'silence', times: 1 });
    const controller = new AbortController();
    const call = describeIt(client, ref, { abortSignal: controller.signal });
    await Promise.all([
      expect(call).rejects.toMatchObject({ name: 'AbortError' }),
      reached.then(() => controller.abort()),
    ]);
    expect(await describeIt(client, ref)).toMatchObject({ Status: 'IN_PROGRESS' });
  });

  it('does not perform a call whose client disconnects first', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const { emulator, client, ref } = await setUp();
    emulator.addFault({ fault: { type: 'latency', latencyMs: 3_600_000 }, times: 1 });
    const controller = new AbortController();
    const call = describeIt(client, ref, { abortSignal: controller.signal });
    const departure = async () => {
      await turnsUntil(() => emulator.calls.total === 1);
      controller.abort();
    };
    await Promise.all([expect(call).rejects.toMatchObject({ name: 'AbortError' }), departure()]);
    await turnsUntil(() => vi.getTimerCount() === 0);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(emulator.calls.log).toEqual([]);
  });
});

describe('an outage', () => {
  it('breaks calls in progress, refuses new ones, and keeps the state', async () => {
    const { onCall, reached } = firstCall();
    const { emulator, client, ref, server } = await setUp({ onCall });
    emulator.addFault({ fault: 'silence', times: 1 });
    const broken = expect(describeIt(client, ref)).rejects.toMatchObject({ code: 'ECONNRESET' });
    await reached;
    await server.close();
    await broken;
    await expect(describeIt(client, ref)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    const again = await emulator.listen({ port: server.port });
    expect(again.url).toBe(server.url);
    expect(await describeIt(client, ref)).toMatchObject({ Status: 'IN_PROGRESS' });
    await server.close();
    expect(await describeIt(client, ref)).toMatchObject({ Status: 'IN_PROGRESS' });
  });

  it('names the remedy when the port is taken', async () => {
    const { emulator, server } = await setUp();
    await expect(emulator.listen({ port: server.port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
      message: `Port ${server.port} on 127.0.0.1 is in use by something else. Stop that, choose another port, or use port 0 for any free one.`,
    });
  });

  it('closes all servers with the emulator', async () => {
    const { emulator, server } = await setUp();
    const other = await emulator.listen();
    await emulator.close();
    for (const { url } of [server, other]) {
      await expect(post(url, 'x', '')).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    }
  });
});
