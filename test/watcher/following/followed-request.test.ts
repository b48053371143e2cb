import { expect, it } from 'vitest';
import type { Fault } from '../../../src/engine/calls/fault.js';
import type { RequestStatus } from '../../../src/engine/requests/request.js';
import { FollowedRequest } from '../../../src/watcher/following/followed-request.js';
import type { FoundRequest } from '../../../src/watcher/store/stored-requests.js';

const fault: Fault = { kind: 'not-found', name: 'X', message: 'x', error: undefined };
const notFound = { type: 'not-found', fault } as const;
const refused = { type: 'refused', operation: 'DescribeX', fault } as const;

const found: FoundRequest = {
  kind: 'permission-set-provisioning',
  instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
  requestId: '1',
  discoveredAt: new Date(0),
  details: { createdDate: new Date(5) },
};

const reading = (status: RequestStatus, failureReason?: string) =>
  ({
    type: 'reading',
    reading: {
      status,
      details: { accountId: '111122223333' },
      ...(failureReason === undefined ? {} : { failureReason }),
      complete: true,
    },
  }) as const;

it('ends with the result of AWS, and keeps the details of the list', () => {
  const request = new FollowedRequest(found);
  expect(request.observe(reading('IN_PROGRESS'), 10)).toBeUndefined();
  expect(request.lastInProgressMs).toBe(10);
  expect(request.observe(reading('FAILED', 'why'), 20)).toMatchObject({
    type: 'ended',
    reading: {
      status: 'FAILED',
      failureReason: 'why',
      details: { accountId: '111122223333', createdDate: new Date(5) },
    },
  });
  expect(request.lastInProgressMs).toBe(10);
});

it('a refusal changes nothing', () => {
  expect(new FollowedRequest(found).observe(refused, 1)).toBeUndefined();
});

it('is lost if AWS has not known it for a minute', () => {
  const request = new FollowedRequest(found);
  expect(request.observe(notFound, 1_000)).toBeUndefined();
  expect(request.observe(notFound, 60_999)).toBeUndefined();
  expect(request.observe(notFound, 61_000)).toEqual({ type: 'lost' });
});

it('ends with the result of the list if AWS no longer knows it', () => {
  const { reading: ended } = reading('SUCCEEDED');
  const request = new FollowedRequest({ ...found, ended });
  expect(request.lastInProgressMs).toBeUndefined();
  expect(request.wasSeenInProgress).toBe(false);
  request.observe(notFound, 0);
  expect(request.observe(notFound, 60_000)).toEqual({ type: 'ended', reading: ended });
});

it('was in progress before a restart, but this process has no time for it yet', () => {
  const request = new FollowedRequest(found);
  expect(request.wasSeenInProgress).toBe(true);
  expect(request.lastInProgressMs).toBeUndefined();
  expect(new FollowedRequest(found, 7).lastInProgressMs).toBe(7);
  request.observe(reading('IN_PROGRESS'), 10);
  expect(request.lastInProgressMs).toBe(10);
});

it('was in progress if a describe says so, whatever the list said', () => {
  const request = new FollowedRequest({ ...found, ended: reading('SUCCEEDED').reading });
  request.observe(reading('IN_PROGRESS'), 10);
  expect(request.wasSeenInProgress).toBe(true);
});
