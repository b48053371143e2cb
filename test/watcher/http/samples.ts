import { categorizeFailure } from '../../../src/engine/results/failure-category.js';
import { REQUEST_KINDS } from '../../../src/engine/requests/kinds.js';
import {
  eventIdOf,
  type RequestDiscoveredEvent,
  type RequestFailedEvent,
  type RequestSucceededEvent,
} from '../../../src/watcher/request-event.js';
import type {
  InFlightRequest,
  InstanceSnapshot,
  WatcherSnapshot,
} from '../../../src/watcher/watcher-interface.js';

const INSTANCE_ARN = 'arn:aws:sso:::instance/ssoins-7223a1b2c3d4e5f6';

/** A snapshot of a healthy watcher, with the changes of a test. */
export function aSnapshot(changes: Partial<WatcherSnapshot> = {}): WatcherSnapshot {
  return {
    phase: 'running',
    startedAt: ago(3 * 3_600_000),
    instances: [anInstance()],
    inFlight: [],
    recent: [],
    sinks: [{ name: 'webhook', outbox: 0, deadLetters: 0 }],
    stateBytes: 262_144,
    ...changes,
  };
}

/** A snapshot with `count` requests in flight, which its instance counts too. */
export function busySnapshot(
  count: number,
  changes: Partial<WatcherSnapshot> = {},
): WatcherSnapshot {
  const requests = inFlight(count);
  const instance = anInstance();
  const kinds = instance.kinds.map((kind) => ({
    ...kind,
    inFlight: requests.filter((request) => request.kind === kind.kind).length,
    cadenceMs: count === 0 ? kind.cadenceMs : 2_000,
  }));
  return aSnapshot({ inFlight: requests, instances: [{ ...instance, kinds }], ...changes });
}

export function anInstance(changes: Partial<InstanceSnapshot> = {}): InstanceSnapshot {
  return {
    name: 'production',
    instanceArn: INSTANCE_ARN,
    kinds: REQUEST_KINDS.map((kind, index) => ({
      kind,
      inFlight: 0,
      order: 'newest-first',
      lastSweepAt: ago(1_000 * (index + 1)),
      cadenceMs: 15_000,
    })),
    calls: { describe: 41, list: 2_160, throttled: 3, failed: 2 },
    operations: {
      DescribePermissionSetProvisioningStatus: { answered: 41, throttled: 0, failed: 0 },
      ListPermissionSetProvisioningStatus: { answered: 2_155, throttled: 3, failed: 2 },
    },
    ratePerSecond: 4.2,
    ceilingPerSecond: 5,
    ...changes,
  };
}

/** The request with a number. Kinds, accounts and permission sets alternate. */
function aRequest(number: number) {
  const kind = REQUEST_KINDS[number % REQUEST_KINDS.length] ?? 'permission-set-provisioning';
  const digits = number.toString(16).padStart(12, '0');
  const principal =
    kind === 'permission-set-provisioning'
      ? {}
      : {
          principalType: number % 2 === 0 ? 'USER' : 'GROUP',
          principalId: `906767a1b2-5c1f1f0e-4a0b-4c6d-9f7e-${digits}`,
        };
  return {
    kind,
    instanceArn: INSTANCE_ARN,
    requestId: `3f2a9c4e-7b1d-4e8a-9c55-${digits}`,
    accountId: String(210_987_650_000 + (number % 40)),
    permissionSetArn: `arn:aws:sso:::permissionSet/ssoins-7223a1b2c3d4e5f6/ps-${(
      0x1a2b3c4d5e6f +
      (number % 7)
    )
      .toString(16)
      .padStart(16, '0')}`,
    ...principal,
  };
}

/** Requests in progress, oldest first. */
export function inFlight(count: number): InFlightRequest[] {
  return Array.from({ length: count }, (_, index) => {
    const createdDate = ago(Math.round(4_000 + (count - index) * 1_700));
    return { ...aRequest(index), instance: 'production', createdDate, discoveredAt: createdDate };
  });
}

export function aDiscovery(number: number): RequestDiscoveredEvent {
  const request = aRequest(number);
  const at = ago(1_000);
  return {
    ...request,
    type: 'discovered',
    status: 'IN_PROGRESS',
    id: eventIdOf(request, 'IN_PROGRESS'),
    at,
    createdDate: at,
  };
}

export function aSuccess(
  number: number,
  changes: Partial<RequestSucceededEvent> = {},
): RequestSucceededEvent {
  const request = aRequest(number);
  const durationMs = durationOf(number);
  const at = ago(number * 47_000);
  return {
    ...request,
    type: 'succeeded',
    status: 'SUCCEEDED',
    id: eventIdOf(request, 'SUCCEEDED'),
    at,
    createdDate: new Date(at.getTime() - durationMs),
    durationMs,
    maxDetectionDelayMs: 900 + (number % 5) * 240,
    ...changes,
  };
}

const REASONS = [
  'Received a 404 status error: Permission set provision not found in AWS account 210987650012.',
  'Received a 403 status error: User is not authorized to perform iam:CreateRole.',
  'Received a 404 status error: Not supported policy arn:aws:iam::210987650007:policy/Deploy.',
  'AWS account 210987650031 takes longer than usual to respond.',
];

export function aFailure(
  number: number,
  changes: Partial<RequestFailedEvent> = {},
): RequestFailedEvent {
  const { type: _type, status: _status, ...ended } = aSuccess(number);
  const failureReason = changes.failureReason ?? REASONS[number % REASONS.length] ?? '';
  return {
    ...ended,
    type: 'failed',
    status: 'FAILED',
    id: eventIdOf(ended, 'FAILED'),
    failureReason,
    category: categorizeFailure(failureReason),
    ...changes,
  };
}

/** The last requests that ended, newest first. One in `every` failed. */
export function recent(count: number, oneIn = 9): (RequestSucceededEvent | RequestFailedEvent)[] {
  return Array.from({ length: count }, (_, index) =>
    index % oneIn === 4 ? aFailure(index) : aSuccess(index),
  );
}

/** Realistic durations: most under a minute, a few of several minutes. */
function durationOf(number: number): number {
  const spread = ((Math.imul(number + 1, 0x9e3779b1) >>> 0) * 7.13) % 1;
  return Math.round(1_800 * Math.exp(spread * spread * 4.6 + Math.abs(Math.sin(number)) * 0.6));
}

export function ago(ms: number): Date {
  return new Date(Date.now() - ms);
}
