import { expect, it } from 'vitest';
import { terminalEvent } from '../../../src/watcher/instances/request-records.js';
import { FollowedRequest } from '../../../src/watcher/following/followed-request.js';
import type { FoundRequest } from '../../../src/watcher/store/stored-requests.js';

const at = new Date('2026-01-01T00:10:00Z');
const clocks = { at, nowMs: 50_000 };

function timingOf(createdDate: Date | undefined, lastInProgressMs?: number) {
  const details = createdDate === undefined ? {} : { createdDate };
  const found: FoundRequest = {
    kind: 'permission-set-provisioning',
    instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
    requestId: '1',
    discoveredAt: at,
    details,
  };
  const reading = { status: 'SUCCEEDED', details, complete: true } as const;
  const event = terminalEvent(new FollowedRequest(found, lastInProgressMs), reading, clocks);
  const { durationMs, maxDetectionDelayMs } = event;
  return { durationMs, maxDetectionDelayMs };
}

const minutesBefore = (minutes: number) => new Date(at.getTime() - minutes * 60_000);

it('says how long it took, and how late at most that was noticed', () => {
  expect(timingOf(minutesBefore(2), 49_000)).toEqual({
    durationMs: 120_000,
    maxDetectionDelayMs: 1_000,
  });
  expect(timingOf(undefined, 49_000)).toEqual({ maxDetectionDelayMs: 1_000 });
});

it('says of an end without a look before only that it came after the request was made', () => {
  expect(timingOf(minutesBefore(2))).toEqual({ maxDetectionDelayMs: 120_000 });
});

it('says nothing where the dates of the service and this machine disagree', () => {
  expect(timingOf(minutesBefore(-1), 49_000)).toEqual({ maxDetectionDelayMs: 1_000 });
  expect(timingOf(minutesBefore(-1))).toEqual({});
  expect(timingOf(undefined)).toEqual({});
});
