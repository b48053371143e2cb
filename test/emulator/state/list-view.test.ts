import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { statusAt, type EmulatedRequest } from '../../../src/emulator/state/emulated-request.js';
import { createListView } from '../../../src/emulator/state/list-view.js';
import { REQUEST_STATUSES, type RequestStatus } from '../../../src/engine/requests/request.js';

function request(part: Partial<EmulatedRequest>): EmulatedRequest {
  return {
    kind: 'permission-set-provisioning',
    instanceArn: 'i',
    requestId: String(part.rank),
    subject: { permissionSetArn: 'p', targetType: 'AWS_ACCOUNT' },
    outcome: { status: 'SUCCEEDED' },
    createdDate: new Date(0),
    startedAtMs: 0,
    endsAtMs: 1,
    rank: 0,
    ...part,
  };
}

/** A simple model of a view: it filters all requests each time. */
function naive(
  requests: readonly EmulatedRequest[],
  retentionMs: number,
  atMs: number,
  status: RequestStatus | undefined,
): readonly EmulatedRequest[] {
  return requests
    .filter((one) => one.startedAtMs <= atMs && atMs < one.endsAtMs + retentionMs)
    .filter((one) => status === undefined || statusAt(one, atMs) === status)
    .toSorted((one, other) => one.rank - other.rank);
}

it('shows the same rows as the model at any time', () => {
  const anyRequest = fc.record({
    gapMs: fc.nat(20),
    durationMs: fc.nat(60),
    failed: fc.boolean(),
    rank: fc.integer(),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(anyRequest, { maxLength: 30, selector: ({ rank }) => rank }),
      fc.nat(10),
      fc.array(fc.nat(15), { maxLength: 30 }),
      fc.constantFrom(0, 5, 40, Infinity),
      (drafts, pastCount, steps, retentionMs) => {
        let startedAtMs = 0;
        const requests = drafts.map(({ gapMs, durationMs, failed, rank }, index) => {
          startedAtMs += gapMs;
          const isPast = index < pastCount;
          const start = isPast ? -1000 + index : startedAtMs;
          return request({
            rank,
            startedAtMs: start,
            endsAtMs: start + durationMs,
            outcome: failed ? { status: 'FAILED', failureReason: 'x' } : { status: 'SUCCEEDED' },
          });
        });
        const view = createListView(requests.slice(0, pastCount), retentionMs);
        const toCome = requests.slice(pastCount);
        let atMs = 0;
        for (const step of steps) {
          atMs += step;
          while (toCome[0] !== undefined && toCome[0].startedAtMs <= atMs) {
            view.add(toCome.shift() ?? request({}));
          }
          for (const status of [undefined, ...REQUEST_STATUSES]) {
            expect(view.rowsAt(atMs, status)).toEqual(naive(requests, retentionMs, atMs, status));
          }
        }
      },
    ),
    { seed: 1, numRuns: 300 },
  );
});

it('does not show requests that start later', () => {
  const view = createListView([], Infinity);
  view.add(request({ startedAtMs: 10, endsAtMs: 20 }));
  expect(view.rowsAt(9)).toHaveLength(0);
  expect(view.rowsAt(10)).toHaveLength(1);
});
