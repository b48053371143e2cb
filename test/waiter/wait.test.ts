import { describe, expect, it } from 'vitest';
import {
  isRequestFailedError,
  isWaiterError,
  requestFrom,
  settleRequests,
  waitForRequest,
  waitForRequests,
  type TrackerEvent,
} from '../../src/index.js';
import { passTimeUntil, useVirtualTime } from '../support/virtual-time.js';
import { createWorld, startMany } from '../support/world.js';

useVirtualTime();

it.each([
  [null, 'options must be an object, but received null.'],
  [{ onEvnt: () => {} }, /^options must be made of .*onEvent.*, but received "onEvnt"\.$/],
  [{ onEvent: 5 }, 'onEvent must be a function, but received 5.'],
  [{ failFast: 'no' }, 'failFast must be true or false, but received "no".'],
])('rejects the options %j', async (options, message) => {
  await expect(waitForRequests([], options as never)).rejects.toThrow(message);
});

describe('waitForRequest', () => {
  it.each([
    ['permission-set-provisioning', {}],
    ['account-assignment-creation', { principalType: 'GROUP' }],
    ['account-assignment-deletion', { principalType: 'GROUP' }],
  ] as const)('resolves with all details of a %s', async (kind, principal) => {
    const world = createWorld();
    const [ref] = startMany(world, 1, { kind, durationMs: 5_000, accountId: '123456789012' });

    const result = await passTimeUntil(waitForRequest(ref!, { client: world.client }));

    expect(result).toMatchObject({
      type: 'succeeded',
      status: 'SUCCEEDED',
      lastStatus: 'SUCCEEDED',
      kind,
      instanceArn: world.emulator.instanceArn,
      requestId: ref!.requestId,
      accountId: '123456789012',
      permissionSetArn: world.emulator.permissionSetArn,
      createdDate: new Date('2026-01-01T00:00:00Z'),
      ...principal,
    });
    expect(result.elapsedMs).toBeGreaterThanOrEqual(5_000);
    expect(result.polls).toBeGreaterThan(1);
  });

  it('rejects with the reason and its category as soon as the request has failed', async () => {
    const world = createWorld();
    const failureReason =
      'Received a 404 status error: Permission set provision not found in AWS account 123456789012.';
    const [ref] = startMany(world, 1, { durationMs: 1_300, failureReason });

    const error = await passTimeUntil(
      waitForRequest(ref!, { client: world.client }).catch((reason) => reason),
    );

    expect(isRequestFailedError(error)).toBe(true);
    expect(error).toMatchObject({
      name: 'RequestFailedError',
      code: 'REQUEST_FAILED',
      failureReason,
      category: 'not-found',
      lastStatus: 'FAILED',
      request: ref,
    });
    expect(error.message).toContain(failureReason);
    expect(error.elapsedMs).toBeLessThan(3_000);
  });

  it('makes one call for a request that has ended long ago', async () => {
    const world = createWorld();
    const [ref] = startMany(world, 1, { durationMs: 0, failureReason: 'Too bad.' });

    const [outcome] = await passTimeUntil(settleRequests([ref!], { client: world.client }));

    expect(outcome).toMatchObject({ type: 'failed', failureReason: 'Too bad.', polls: 1 });
    expect(world.emulator.calls.total).toBe(1);
  });

  it('makes no call if the start call reported a terminal status', async () => {
    const world = createWorld();
    const ref = requestFrom(
      {
        AccountAssignmentCreationStatus: {
          Status: 'SUCCEEDED',
          RequestId: '6b3ce4c6-5b2c-4d3e-9f10-111213141516',
          TargetId: '123456789012',
          TargetType: 'AWS_ACCOUNT',
        },
      },
      { instanceArn: world.emulator.instanceArn },
    );

    const result = await waitForRequest(ref, { client: world.client });

    expect(result).toMatchObject({ status: 'SUCCEEDED', accountId: '123456789012', polls: 0 });
    expect(world.emulator.calls.total).toBe(0);
  });

  it('rejects mixed-up ids before any call', async () => {
    const world = createWorld();
    const [ref] = startMany(world, 1);
    const mixedUp = { ...ref!, instanceArn: ref!.requestId };

    const error = await waitForRequest(mixedUp, { client: world.client }).catch((reason) => reason);

    expect(isWaiterError(error, 'INVALID_OPTION')).toBe(true);
    expect(error.message).toContain('ref.instanceArn');
    expect(error.message).toContain(ref!.requestId);
    expect(world.emulator.calls.total).toBe(0);
  });
});

describe('a ref that went through JSON', () => {
  const throughJson = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value));
  const createdDate = new Date('2026-01-01T00:00:00Z');

  it('has a Date in events and in the outcome', async () => {
    const world = createWorld();
    const events: TrackerEvent[] = [];
    const refs = startMany(world, 3, { durationMs: 2_000 }).map((ref) =>
      throughJson({
        ...ref,
        started: { status: 'IN_PROGRESS' as const, details: { createdDate }, complete: false },
      }),
    );
    expect(refs[0]?.started?.details.createdDate).toBeTypeOf('string');

    const onEvent = (event: TrackerEvent) => events.push(event);
    const outcomes = await passTimeUntil(settleRequests(refs, { client: world.client, onEvent }));

    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ type: 'succeeded', createdDate });
    const [tracked] = events;
    expect(tracked).toMatchObject({ type: 'tracked', createdDate });
  });

  it('has a Date if the start call reported a terminal status', async () => {
    const world = createWorld();
    const ref = requestFrom(
      {
        AccountAssignmentCreationStatus: {
          Status: 'SUCCEEDED',
          RequestId: '6b3ce4c6-5b2c-4d3e-9f10-111213141516',
          CreatedDate: createdDate,
        },
      },
      { instanceArn: world.emulator.instanceArn },
    );
    const result = await waitForRequest(throughJson(ref), { client: world.client });
    expect(result).toMatchObject({ type: 'succeeded', createdDate, polls: 0 });
  });
});

describe('waitForRequests', () => {
  it('resolves to the outcomes in the order of the refs, also for a ref given twice', async () => {
    const world = createWorld();
    const [slow, quick] = [8_000, 2_000].flatMap((durationMs) =>
      startMany(world, 1, { durationMs }),
    );

    const results = await passTimeUntil(
      waitForRequests([slow!, quick!, slow!], { client: world.client }),
    );

    expect(results.map(({ requestId }) => requestId)).toEqual(
      [slow, quick, slow].map((ref) => ref!.requestId),
    );
  });

  it('rejects after all have ended, with every outcome', async () => {
    const world = createWorld();
    const refs = [
      ...startMany(world, 2, { durationMs: 2_000 }),
      ...startMany(world, 1, { durationMs: 1_000, failureReason: 'Too bad.' }),
      ...startMany(world, 1, { durationMs: 30_000 }),
    ];

    const error = await passTimeUntil(
      waitForRequests(refs, { client: world.client }).catch((reason) => reason),
    );

    expect(isWaiterError(error, 'UNSUCCESSFUL_REQUESTS')).toBe(true);
    expect(error.outcomes.map(({ type }: { type: string }) => type)).toEqual([
      'succeeded',
      'succeeded',
      'failed',
      'succeeded',
    ]);
    expect(error.message).toContain('Of 4 requests, 1 failed.');
    expect(error.message).toContain('Too bad.');
  });

  it('rejects at the first failure with failFast, and aborts the others', async () => {
    const world = createWorld();
    const refs = [
      ...startMany(world, 1, { durationMs: 1_000, failureReason: 'Too bad.' }),
      ...startMany(world, 1, { durationMs: 60_000 }),
    ];

    const error = await passTimeUntil(
      waitForRequests(refs, { client: world.client, failFast: true }).catch((reason) => reason),
    );

    expect(error.outcomes.map(({ type }: { type: string }) => type)).toEqual(['failed', 'aborted']);
    expect(performance.now()).toBeLessThan(5_000);
  });

  it('does not stop the others with failFast at a timeout', async () => {
    const world = createWorld();
    const refs = startMany(world, 3, { durationMs: Infinity });

    const error = await passTimeUntil(
      waitForRequests(refs, { client: world.client, failFast: true, timeoutMs: 5_000 }).catch(
        (reason) => reason,
      ),
    );

    const types = error.outcomes.map(({ type }: { type: string }) => type);
    expect(types).toEqual(['timed-out', 'timed-out', 'timed-out']);
  });

  it('resolves at once without requests', async () => {
    await expect(waitForRequests([], { client: createWorld().client })).resolves.toEqual([]);
  });
});

describe('settleRequests', () => {
  it('describes only failures by default, and every request with details: all', async () => {
    const describesWith = async (details: 'failed' | 'all') => {
      const world = createWorld({ durations: { medianMs: 100, sigma: 0 } });
      const refs = [...startMany(world, 20), ...startMany(world, 3, { failureReason: 'Too bad.' })];
      const outcomes = await passTimeUntil(settleRequests(refs, { client: world.client, details }));
      return {
        describes: world.emulator.calls.of('DescribePermissionSetProvisioningStatus'),
        withAccount: outcomes.filter((outcome) => outcome.accountId !== undefined).length,
      };
    };
    expect(await describesWith('failed')).toEqual({ describes: 3, withAccount: 3 });
    expect(await describesWith('all')).toEqual({ describes: 23, withAccount: 23 });
  });

  it('keeps the details of the ref for a success that a list row reported', async () => {
    const world = createWorld({ durations: { medianMs: 100, sigma: 0 } });
    const refs = startMany(world, 5).map((ref) => ({
      ...ref,
      started: {
        status: 'IN_PROGRESS' as const,
        details: { permissionSetArn: 'known from the start call' },
        complete: false,
      },
    }));

    const outcomes = await passTimeUntil(settleRequests(refs, { client: world.client }));

    expect(outcomes.every((each) => each.permissionSetArn === 'known from the start call')).toBe(
      true,
    );
    expect(world.emulator.calls.of('DescribePermissionSetProvisioningStatus')).toBe(0);
  });

  it('emits every event, also if a listener throws', async () => {
    const world = createWorld();
    const events: TrackerEvent[] = [];
    const [ref] = startMany(world, 1, { durationMs: 3_000 });

    await passTimeUntil(
      settleRequests([ref!], {
        client: world.client,
        onEvent: (event) => {
          events.push(event);
          throw new Error('listener error');
        },
      }),
    );

    const types = events.map(({ type }) => type);
    expect(types[0]).toBe('tracked');
    expect(types.slice(1, -2).every((type) => type === 'progress')).toBe(true);
    expect(types.slice(-2)).toEqual(['succeeded', 'stopped']);
  });
});

it.each([
  ['refs', (ref: object) => settleRequests(ref as [])],
  ['onEvent', (ref: object) => settleRequests([ref as never], { onEvent: 5 as never })],
])('rejects an invalid %s', async (option, settle) => {
  const [ref] = startMany(createWorld(), 1);
  await expect(settle(ref!)).rejects.toMatchObject({ code: 'INVALID_OPTION', option });
});
