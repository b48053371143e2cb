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

it('contains the duration and the maximum detection delay', () => {
  expect(timingOf(minutesBefore(2), 49_000)).toEqual({
    durationMs: 120_000,
    maxDetectionDelayMs: 1_000,
  });
  expect(timingOf(undefined, 49_000)).toEqual({ maxDetectionDelayMs: 1_000 });
});

it('without an earlier poll, the maximum detection delay is the age of the request', () => {
  expect(timingOf(minutesBefore(2))).toEqual({ maxDetectionDelayMs: 120_000 });
});

it('omits them if the clocks of AWS and this machine disagree', () => {
  expect(timingOf(minutesBefore(-1), 49_000)).toEqual({ maxDetectionDelayMs: 1_000 });
  expect(timingOf(minutesBefore(-1))).toEqual({});
  expect(timingOf(undefined)).toEqual({});
});
