import { expect, it } from 'vitest';
import type { Fault } from '../../../src/engine/calls/fault.js';
import type { RequestStatus } from '../../../src/engine/requests/request.js';
import { Followed } from '../../../src/watcher/following/followed.js';
import type { Found } from '../../../src/watcher/store/stored-requests.js';

const fault: Fault = { kind: 'not-found', name: 'X', message: 'x', error: undefined };
const notFound = { type: 'not-found', fault } as const;
const refused = { type: 'refused', operation: 'DescribeX', fault } as const;

const found: Found = {
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

it('ends with the service word, and keeps the details of the list', () => {
  const followed = new Followed(found);
  expect(followed.observe(reading('IN_PROGRESS'), 10)).toBeUndefined();
  expect(followed.lastRunningMs).toBe(10);
  expect(followed.observe(reading('FAILED', 'why'), 20)).toMatchObject({
    type: 'ended',
    reading: {
      status: 'FAILED',
      failureReason: 'why',
      details: { accountId: '111122223333', createdDate: new Date(5) },
    },
  });
  expect(followed.lastRunningMs).toBe(10);
});

it('a refusal tells nothing', () => {
  expect(new Followed(found).observe(refused, 1)).toBeUndefined();
});

it('is lost when the service has not known it for a minute', () => {
  const followed = new Followed(found);
  expect(followed.observe(notFound, 1_000)).toBeUndefined();
  expect(followed.observe(notFound, 60_999)).toBeUndefined();
  expect(followed.observe(notFound, 61_000)).toEqual({ type: 'lost' });
});

it('ends as the list said, where the service does not know it any more', () => {
  const { reading: ended } = reading('SUCCEEDED');
  const followed = new Followed({ ...found, ended });
  expect(followed.lastRunningMs).toBeUndefined();
  expect(followed.wasSeenRunning).toBe(false);
  followed.observe(notFound, 0);
  expect(followed.observe(notFound, 60_000)).toEqual({ type: 'ended', reading: ended });
});

it('was seen running before a restart, but at no time of this process until it is again', () => {
  const followed = new Followed(found);
  expect(followed.wasSeenRunning).toBe(true);
  expect(followed.lastRunningMs).toBeUndefined();
  expect(new Followed(found, 7).lastRunningMs).toBe(7);
  followed.observe(reading('IN_PROGRESS'), 10);
  expect(followed.lastRunningMs).toBe(10);
});

it('was seen running where a describe says so, whatever the list said', () => {
  const followed = new Followed({ ...found, ended: reading('SUCCEEDED').reading });
  followed.observe(reading('IN_PROGRESS'), 10);
  expect(followed.wasSeenRunning).toBe(true);
});
