import { HOSTILE } from '../cli/terminal/support.js';
import type { WatcherEvent, WatcherEventMap } from '../../src/watcher/watcher-event.js';

const at = new Date('2026-01-01T00:00:00Z');
const kind = 'account-assignment-creation' as const;
const instance = 'prod';

const request = {
  kind,
  instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
  requestId: '0f6e1f0a-1b2c-4d3e-8f90-a1b2c3d4e5f6',
};

const details = {
  ...request,
  id: '0123456789abcdef0123456789abcdef',
  at,
  accountId: '111122223333',
  createdDate: new Date('2025-12-31T23:59:50Z'),
};

/** One of each event of a watcher. Untrusted texts are hostile. */
export const WATCHER_EVENTS: { readonly [Type in keyof WatcherEventMap]: WatcherEventMap[Type] } = {
  discovered: { ...details, type: 'discovered', status: 'IN_PROGRESS' },
  succeeded: { ...details, type: 'succeeded', status: 'SUCCEEDED', durationMs: 10_000.44 },
  failed: {
    ...details,
    type: 'failed',
    status: 'FAILED',
    failureReason: HOSTILE,
    category: 'other',
  },
  lost: { ...request, type: 'lost', at, instance },
  swept: { type: 'swept', at, instance, kind, pages: 1, found: 0, nextMs: 30_000 },
  'list-order': { type: 'list-order', at, instance, kind, order: 'newest-first' },
  'instance-failing': {
    type: 'instance-failing',
    at,
    instance,
    fault: 'denied',
    message: HOSTILE,
  },
  'instance-recovered': { type: 'instance-recovered', at, instance, afterMs: 60_000 },
  throttled: { type: 'throttled', at, instance, operation: 'ListX', ratePerSecond: 2.5 },
  recovered: { type: 'recovered', at, instance, operation: 'ListX', afterMs: 1_000 },
  'poll-failed': {
    type: 'poll-failed',
    at,
    instance,
    operation: 'ListX',
    fault: 'transient',
    message: HOSTILE,
    attempt: 1,
    retryable: true,
  },
  delivered: {
    type: 'delivered',
    at,
    sink: 'webhook',
    eventId: details.id,
    attempts: 1,
    afterMs: 80,
  },
  'delivery-failed': {
    type: 'delivery-failed',
    at,
    sink: 'webhook',
    eventId: details.id,
    attempts: 1,
    reason: HOSTILE,
    detail: HOSTILE,
    retryMs: 1_000,
  },
  'dead-lettered': {
    type: 'dead-lettered',
    at,
    sink: 'webhook',
    eventId: details.id,
    attempts: 9,
    reason: HOSTILE,
  },
  'dead-letters-dropped': { type: 'dead-letters-dropped', at, sink: 'webhook', count: 3 },
  'sink-missing': { type: 'sink-missing', at, sink: 'webhook', pending: 2, deadLettered: 1 },
  'state-failing': { type: 'state-failing', at, message: 'no space left on device' },
  'state-recovered': { type: 'state-recovered', at, afterMs: 5_000 },
  stopped: { type: 'stopped', at, undelivered: 2 },
};

/** Each once. */
export const ALL_WATCHER_EVENTS: readonly WatcherEvent[] = Object.values(WATCHER_EVENTS);
