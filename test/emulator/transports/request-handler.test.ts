import { CreateAccountAssignmentCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { describe, expect, it, vi } from 'vitest';
import { createEmulator, type Fault, type EmulatorOptions } from '../../../src/emulator/index.js';
import { clientOf, describeIt, listThem } from '../support.js';
import { useVirtualTime } from '../../support/virtual-time.js';

useVirtualTime();

function setUp(options: EmulatorOptions = {}) {
  const emulator = createEmulator(options);
  const ref = emulator.startRequest({ kind: 'permission-set-provisioning', durationMs: Infinity });
  return { emulator, client: clientOf(emulator), ref };
}

/** The state of a promise, without waiting for it. */
function watch(promise: Promise<unknown>): { outcome: unknown } {
  const watched: { outcome: unknown } = { outcome: 'pending' };
  promise.then(
    (value) => (watched.outcome = value ?? 'undefined'),
    (error: unknown) => (watched.outcome = error),
  );
  return watched;
}

describe('in process', () => {
  it('responds without a turn of the event loop, so that virtual time is exact', async () => {
    const { client, ref } = setUp();
    await describeIt(client, ref);
    let turned = false;
    setImmediate(() => (turned = true));
    await describeIt(client, ref);
    expect(turned).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('serves a client with a shared handler after another client was destroyed', async () => {
    const { emulator, ref } = setUp();
    const { region, credentials, requestHandler } = emulator.clientConfig();
    const borrower = new SSOAdminClient({ region, credentials, requestHandler });
    clientOf(emulator).destroy();
    expect(await describeIt(borrower, ref)).toMatchObject({ Status: 'IN_PROGRESS' });
  });

  it('retries as the SDK does by default', async () => {
    const { emulator, ref } = setUp();
    emulator.addFault({ fault: 'throttle', times: 1 });
    emulator.addFault({ fault: 'connection-reset', times: 1 });
    const call = watch(describeIt(new SSOAdminClient(emulator.clientConfig()), ref));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(call.outcome).toMatchObject({ Status: 'IN_PROGRESS' });
    expect(emulator.calls.total).toBe(3);
  });

  it('takes as long as its latency, and is performed halfway', async () => {
    const { emulator, client } = setUp({ latencyMs: 200 });
    const soon = emulator.startRequest({ kind: 'permission-set-provisioning', durationMs: 101 });
    const early = watch(describeIt(client, soon));
    await vi.advanceTimersByTimeAsync(1);
    const late = watch(describeIt(client, soon));
    await vi.advanceTimersByTimeAsync(198);
    expect(early.outcome).toBe('pending');
    await vi.advanceTimersByTimeAsync(1);
    expect(early.outcome).toMatchObject({ Status: 'IN_PROGRESS' });
    await vi.advanceTimersByTimeAsync(1);
    expect(late.outcome).toMatchObject({ Status: 'SUCCEEDED' });
  });
});

it('exceeds no listener limit of Node with many calls in progress', async () => {
  const { emulator, client, ref } = setUp({ latencyMs: 100, quotas: { ratePerSecond: Infinity } });
  const warnings: Error[] = [];
  const onWarning = (warning: Error) => warnings.push(warning);
  process.on('warning', onWarning);
  const calls = Array.from({ length: 50 }, () => describeIt(client, ref));
  await vi.advanceTimersByTimeAsync(100);
  await Promise.all(calls);
  await new Promise((resolve) => setImmediate(resolve));
  process.off('warning', onWarning);
  expect(warnings).toEqual([]);
  expect(emulator.calls.total).toBe(50);
});

describe('a call that ends early', () => {
  it.each(['latency', 'silence'])('by the abort of its caller, during %s', async (during) => {
    const { emulator, client, ref } = setUp();
    emulator.addFault({
      fault: during === 'silence' ? 'silence' : { type: 'latency', latencyMs: 60_000 },
    });
    const controller = new AbortController();
    const call = watch(describeIt(client, ref, { abortSignal: controller.signal }));
    await vi.advanceTimersByTimeAsync(1000);
    expect(call.outcome).toBe('pending');
    controller.abort(new Error('enough'));
    await vi.advanceTimersByTimeAsync(0);
    expect(call.outcome).toMatchObject({ name: 'AbortError' });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('with its own AbortError', async () => {
    const { emulator } = setUp();
    emulator.addFault({ fault: 'silence' });
    const controller = new AbortController();
    const call = watch(
      emulator.requestHandler.handle(
        {
          method: 'POST',
          path: '/',
          headers: { 'X-Amz-Target': 'SWBExternalService.ListInstances' },
        },
        { abortSignal: controller.signal },
      ),
    );
    const reason = new Error('enough');
    controller.abort(reason);
    await vi.advanceTimersByTimeAsync(0);
    expect(call.outcome).toMatchObject({ name: 'AbortError', cause: reason });
    expect(emulator.calls.of('ListInstances')).toBe(1);
  });

  it('before it begins, when its caller has already aborted', async () => {
    const { emulator, client, ref } = setUp();
    const abortSignal = AbortSignal.abort();
    await expect(describeIt(client, ref, { abortSignal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(emulator.calls.total).toBe(0);
  });

  it('by its request timeout', async () => {
    const { emulator, client, ref } = setUp();
    emulator.addFault({ fault: 'silence', times: 1 });
    const call = watch(describeIt(client, ref, { requestTimeout: 500 }));
    await vi.advanceTimersByTimeAsync(500);
    expect(call.outcome).toMatchObject({ name: 'TimeoutError', code: 'ETIMEDOUT' });
    await describeIt(client, ref, { requestTimeout: 500 });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('by closing the emulator, which works afterwards', async () => {
    const { emulator, client, ref } = setUp();
    emulator.addFault({ fault: 'silence', times: 1 });
    const call = watch(describeIt(client, ref));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(call.outcome).toBe('pending');
    await emulator.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(call.outcome).toMatchObject({ code: 'ECONNRESET' });
    expect(await describeIt(client, ref)).toMatchObject({ Status: 'IN_PROGRESS' });
  });
});

describe('faults', () => {
  it.each([
    ['throttle', 'ThrottlingException', 429, 'Rate exceeded'],
    [{ type: 'throttle', statusCode: 400 }, 'ThrottlingException', 400, 'Rate exceeded'],
    ['server-error', 'InternalServerException', 500, 'unknown error'],
    ['internal-failure', 'InternalFailure', 500, 'unknown error'],
    ['access-denied', 'AccessDeniedException', 403, 'not authorized to perform: sso:DescribeP'],
    ['expired-token', 'ExpiredTokenException', 403, 'expired'],
    ['kms-not-found', 'ResourceNotFoundException', 404, 'KMS key'],
    ['conflict', 'ConflictException', 409, 'There is a conflicting operation in process.'],
    ['quota-exceeded', 'ServiceQuotaExceededException', 402, 'quota'],
  ] satisfies [Fault, string, number, string][])(
    '%j answers %s',
    async (fault, name, httpStatusCode, message) => {
      const { emulator, client, ref } = setUp();
      emulator.addFault({ fault });
      await expect(describeIt(client, ref)).rejects.toMatchObject({
        name,
        message: expect.stringContaining(message),
        $metadata: { httpStatusCode, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      });
    },
  );

  it('kms-not-found has a reason', async () => {
    const { emulator, client, ref } = setUp();
    emulator.addFault({ fault: 'kms-not-found' });
    await expect(describeIt(client, ref)).rejects.toMatchObject({
      Reason: 'KMS_NotFoundException',
    });
  });

  it('throttle has a retry hint', async () => {
    const { emulator, client, ref } = setUp();
    emulator.addFault({ fault: { type: 'throttle', retryAfterSeconds: 3, retryAfterMs: 2500 } });
    await expect(describeIt(client, ref)).rejects.toMatchObject({
      $response: { headers: { 'retry-after': '3', 'x-amz-retry-after': '2500' } },
    });
  });

  it('html-error is not JSON', async () => {
    const { emulator, client, ref } = setUp();
    emulator.addFault({ fault: 'html-error' });
    await expect(describeIt(client, ref)).rejects.toMatchObject({
      name: 'SyntaxError',
      $metadata: { httpStatusCode: 503 },
    });
  });

  it('connection-reset and cut-off-body break the connection', async () => {
    const { emulator, client, ref } = setUp();
    emulator.addFault({ fault: 'connection-reset', times: 1 });
    emulator.addFault({ fault: 'cut-off-body', times: 1 });
    await expect(describeIt(client, ref)).rejects.toMatchObject({ code: 'ECONNRESET' });
    await expect(describeIt(client, ref)).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('empty-body succeeds without content', async () => {
    const { emulator, client, ref } = setUp();
    emulator.addFault({ fault: 'empty-body' });
    expect(await describeIt(client, ref)).toBeUndefined();
  });

  it('unknown-status is one that the model does not have, in lists too', async () => {
    const { emulator, client, ref } = setUp();
    emulator.addFault({ fault: 'unknown-status', times: 2 });
    emulator.addFault({ fault: { type: 'unknown-status', status: 'PAUSED' } });
    expect(await describeIt(client, ref)).toMatchObject({
      Status: 'PENDING',
      RequestId: ref.requestId,
    });
    expect((await listThem(client, ref.instanceArn)).statuses).toEqual(['PENDING']);
    expect(await describeIt(client, ref)).toMatchObject({ Status: 'PAUSED' });
  });

  it.each([
    ['cut-off-body', 2],
    ['empty-body', 2],
    ['connection-reset', 1],
    ['server-error', 1],
  ] as const)('%s leaves %i requests after a start', async (fault, count) => {
    const { emulator, client } = setUp();
    emulator.addFault({ fault });
    const start = client.send(
      new CreateAccountAssignmentCommand({
        InstanceArn: emulator.instanceArn,
        PermissionSetArn: emulator.permissionSetArn,
        TargetType: 'AWS_ACCOUNT',
        TargetId: '123456789012',
        PrincipalType: 'USER',
        PrincipalId: '5f2c1d3e-6a7b-4c8d-9e0f-1a2b3c4d5e6f',
      }),
    );
    await start.catch(() => undefined);
    expect(emulator.requests()).toHaveLength(count);
  });
});
