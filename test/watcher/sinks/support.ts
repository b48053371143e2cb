import type { Attempt } from '../../../src/watcher/delivery/sink.js';
import {
  eventIdOf,
  type RequestDiscoveredEvent,
  type RequestFailedEvent,
  type RequestSucceededEvent,
} from '../../../src/watcher/request-event.js';

const REQUEST = {
  kind: 'account-assignment-creation',
  instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
  requestId: '0f6e1f0a-1b2c-4d3e-8f90-000000000001',
  accountId: '111122223333',
  permissionSetArn: 'arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef',
  principalType: 'USER',
  principalId: '94482488-3041-7074-0da9-1d9b2d7cb3ca',
  createdDate: new Date('2025-12-31T23:59:00Z'),
} as const;

const AT = new Date('2026-01-01T00:00:00Z');

export const discovered: RequestDiscoveredEvent = {
  ...REQUEST,
  type: 'discovered',
  status: 'IN_PROGRESS',
  id: eventIdOf(REQUEST, 'IN_PROGRESS'),
  at: AT,
};

export const succeeded: RequestSucceededEvent = {
  ...REQUEST,
  type: 'succeeded',
  status: 'SUCCEEDED',
  id: eventIdOf(REQUEST, 'SUCCEEDED'),
  at: AT,
  durationMs: 60_000,
  maxDetectionDelayMs: 1_234.5678,
};

export function failed(failureReason?: string): RequestFailedEvent {
  return {
    ...REQUEST,
    type: 'failed',
    status: 'FAILED',
    id: eventIdOf(REQUEST, 'FAILED'),
    at: AT,
    durationMs: 60_000,
    category: 'other',
    ...(failureReason === undefined ? {} : { failureReason }),
  };
}

/** A first attempt. Without a signal it is never aborted. */
export function attempt(signal = new AbortController().signal): Attempt {
  return { signal, number: 1 };
}
