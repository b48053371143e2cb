import { expect, it } from 'vitest';
import type { Call } from '../../../src/engine/calls/call-log.js';
import type { Fault, FaultKind } from '../../../src/engine/calls/fault.js';
import { eventFromReport } from '../../../src/engine/events/event-from-report.js';

const at = new Date('2026-01-01T00:00:00Z');
const operation = 'DescribePermissionSetProvisioningStatus';
const call: Call = {
  type: 'describe',
  operation,
  request: { kind: 'permission-set-provisioning', instanceArn: 'arn:…', requestId: '1234' },
};
const list: Call = { type: 'list', operation: 'ListPermissionSetProvisioningStatus' };
const fault: Fault = {
  kind: 'throttled',
  name: 'ThrottlingException',
  message: 'Rate exceeded',
  error: new Error('secret internals'),
};

it('throttled has the new rate', () => {
  expect(eventFromReport({ type: 'throttled', call, fault, ratePerSecond: 5 }, at)).toEqual({
    type: 'throttled',
    at,
    operation,
    ratePerSecond: 5,
  });
});

it('throttled has the pause that AWS requested', () => {
  const hinted = { ...fault, retryAfterMs: 3_000 };
  const event = eventFromReport({ type: 'throttled', call, fault: hinted, ratePerSecond: 5 }, at);
  expect(event).toHaveProperty('retryAfterMs', 3_000);
});

it('poll-failed has the request and the attempt', () => {
  const transient: Fault = { ...fault, kind: 'transient', message: 'read ECONNRESET' };
  const report = { type: 'poll-failed', call, fault: transient, attempt: 2 } as const;
  expect(eventFromReport(report, at)).toEqual({
    type: 'poll-failed',
    at,
    operation,
    requestId: '1234',
    fault: 'transient',
    message: 'read ECONNRESET',
    attempt: 2,
    retryable: true,
  });
  expect(eventFromReport({ ...report, call: list }, at)).not.toHaveProperty('requestId');
});

it('poll-failed has whether the call is retried', () => {
  const retryable = (kind: FaultKind) =>
    eventFromReport({ type: 'poll-failed', call, fault: { ...fault, kind }, attempt: 1 }, at);
  expect(retryable('transient')).toHaveProperty('retryable', true);
  expect(retryable('denied')).toHaveProperty('retryable', false);
});

it('recovered has the time since the first failure', () => {
  expect(eventFromReport({ type: 'recovered', call: list, afterMs: 1_500 }, at)).toEqual({
    type: 'recovered',
    at,
    operation: 'ListPermissionSetProvisioningStatus',
    afterMs: 1_500,
  });
});
