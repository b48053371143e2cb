import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../src/engine/polling/polled-request.js';
import { requestKey, type RequestRef } from '../../../src/engine/requests/request.js';
import { RequestTable } from '../../../src/engine/tracking/request-table.js';
import { checkProperty } from '../../properties/check-property.js';
import { NOT_FOUND, reading, REF, REFUSED } from './observations.js';

const GRACE_MS = 30_000;
const TIMEOUT_MS = 900_000;

const refOf = (requestId: string): RequestRef => ({ ...REF, requestId });

/** A table with requests of these ids, added at time 0. */
function tableWith(...ids: string[]) {
  const table = new RequestTable(GRACE_MS);
  const keys = ids.map((id) => table.add(refOf(id), TIMEOUT_MS, 0) ?? '');
  return { table, keys, key: keys[0] ?? '' };
}

describe('add', () => {
  it('adds the same request once, regardless of the rest of its ref', () => {
    const { table } = tableWith('a');
    const { reading: started } = reading('SUCCEEDED');
    expect(table.add({ ...refOf('a'), started }, 1, 1)).toBeUndefined();
    expect(table.size).toBe(1);
    expect(table.pending).toBe(1);
  });

  it('does not add an ended request again', () => {
    const { table, key } = tableWith('a');
    table.observe(key, reading('SUCCEEDED'), 1);
    expect(table.add(refOf('a'), TIMEOUT_MS, 2)).toBeUndefined();
    expect(table.pending).toBe(0);
  });
});

describe('observe', () => {
  it('returns the progress, with all known details', () => {
    const { table, key } = tableWith('a');
    const change = table.observe(key, reading('IN_PROGRESS', { accountId: '1' }), 1_500);
    expect(change?.type === 'progress' && change.progress()).toEqual({
      ...refOf('a'),
      lastStatus: 'IN_PROGRESS',
      elapsedMs: 1_500,
      polls: 1,
      accountId: '1',
    });
  });

  it('returns nothing for a not-found response within the grace period', () => {
    const { table, key } = tableWith('a');
    expect(table.observe(key, NOT_FOUND, 0)).toBeUndefined();
    expect(table.observe(key, NOT_FOUND, GRACE_MS)).toMatchObject({
      outcome: { type: 'not-found', polls: 2 },
    });
  });

  it('returns an end once', () => {
    const { table, key } = tableWith('a');
    expect(table.observe(key, reading('FAILED'), 1)).toMatchObject({ type: 'ended' });
    expect(table.observe(key, reading('FAILED'), 2)).toBeUndefined();
    expect(table.observe(key, reading('SUCCEEDED'), 3)).toBeUndefined();
    expect(table.end(key, { type: 'aborted', reason: 'late' }, 4)).toBeUndefined();
    expect(table.outcomes()).toMatchObject([{ type: 'failed', elapsedMs: 1 }]);
  });

  it('returns nothing for a request that is not in the table', () => {
    const { table } = tableWith();
    expect(table.observe(requestKey(REF), reading('SUCCEEDED'), 0)).toBeUndefined();
    expect(table.end(requestKey(REF), { type: 'aborted', reason: '' }, 0)).toBeUndefined();
    expect(table.getPending(requestKey(REF))).toBeUndefined();
  });
});

describe('endByStart', () => {
  it('ends a request with a terminal status of the start call', () => {
    const table = new RequestTable(GRACE_MS);
    const { reading: started } = reading('FAILED', { failureReason: 'No.' });
    const key = table.add({ ...REF, started }, TIMEOUT_MS, 0) ?? '';
    expect(table.endByStart(key, 5)).toMatchObject({
      outcome: { type: 'failed', failureReason: 'No.', polls: 0 },
    });
    expect(table.endByStart(key, 6)).toBeUndefined();
  });

  it.each([
    ['without a status', REF],
    ['with a status in progress', { ...REF, started: reading('IN_PROGRESS').reading }],
    [
      'with an incomplete status',
      { ...REF, started: { ...reading('FAILED').reading, complete: false } },
    ],
  ])('does not end a request %s', (_, ref) => {
    const table = new RequestTable(GRACE_MS);
    const key = table.add(ref, TIMEOUT_MS, 0) ?? '';
    expect(table.endByStart(key, 5)).toBeUndefined();
    expect(table.pending).toBe(1);
  });
});

it('keeps outcomes in the order of adding, and counts them by type', () => {
  const { table, keys } = tableWith('a', 'b', 'c', 'd');
  const [a = '', b = '', c = '', d = ''] = keys;
  table.end(d, { type: 'timed-out', timeoutMs: TIMEOUT_MS }, 9);
  table.observe(b, reading('SUCCEEDED'), 10);
  table.observe(a, reading('SUCCEEDED'), 11);
  expect(table.pendingKeys()).toEqual([c]);
  table.observe(c, REFUSED, 12);

  expect(table.outcomes().map(({ requestId, type }) => `${requestId} ${type}`)).toEqual([
    'a succeeded',
    'b succeeded',
    'c refused',
    'd timed-out',
  ]);
  expect(table.counts()).toEqual({
    succeeded: 2,
    failed: 0,
    'timed-out': 1,
    'not-found': 0,
    refused: 1,
    aborted: 0,
  });
});

it('returns a copy of the counts', () => {
  const { table, key } = tableWith('a');
  const before = table.counts();
  table.observe(key, reading('SUCCEEDED'), 1);
  expect(before.succeeded).toBe(0);
});

const observation: fc.Arbitrary<Observation> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(reading('IN_PROGRESS')) },
  { weight: 3, arbitrary: fc.constant(NOT_FOUND) },
  { weight: 1, arbitrary: fc.constantFrom('SUCCEEDED', 'FAILED').map((status) => reading(status)) },
  { weight: 1, arbitrary: fc.constant(REFUSED) },
);
const observations = fc.array(
  fc.record({ index: fc.nat(4), observation, afterMs: fc.nat(20_000) }),
  {
    maxLength: 60,
  },
);

it('ends each request exactly once, by the first observation that is terminal', () => {
  checkProperty(
    fc.property(observations, (seen) => {
      const { table, keys } = tableWith('0', '1', '2', '3', '4');
      const ends = keys.map((): string[] => []);
      const missingSince = keys.map((): number | undefined => undefined);
      const expected = keys.map((): string | undefined => undefined);
      let nowMs = 0;
      for (const { index, observation: each, afterMs } of seen) {
        nowMs += afterMs;
        if (each.type === 'not-found') missingSince[index] ??= nowMs;
        else if (each.type === 'reading') missingSince[index] = undefined;
        expected[index] ??= endBy(each, nowMs - (missingSince[index] ?? nowMs));

        const change = table.observe(keys[index] ?? '', each, nowMs);
        if (change?.type === 'ended') ends[index]?.push(change.outcome.type);
      }
      for (const key of table.pendingKeys()) {
        const ended = table.end(key, { type: 'timed-out', timeoutMs: TIMEOUT_MS }, nowMs);
        ends[keys.indexOf(key)]?.push(ended?.outcome.type ?? 'none');
      }

      expect(ends).toEqual(expected.map((type) => [type ?? 'timed-out']));
      expect(table.outcomes().map(({ type }) => [type])).toEqual(ends);
      expect(table.pending).toBe(0);
      expect(Object.values(table.counts()).reduce((sum, count) => sum + count)).toBe(keys.length);
    }),
  );
});

/** How an observation ends a wait if the id was not found for `missingForMs`. */
function endBy(seen: Observation, missingForMs: number): string | undefined {
  if (seen.type === 'refused') return 'refused';
  if (seen.type === 'not-found') return missingForMs >= GRACE_MS ? 'not-found' : undefined;
  const { status } = seen.reading;
  return status === 'IN_PROGRESS' ? undefined : status.toLowerCase();
}

describe('a success', () => {
  const response = { PermissionSetProvisioningStatus: { Status: 'SUCCEEDED' } };

  it('has the details and the progress', () => {
    const { table, key } = tableWith('a');
    table.observe(key, reading('SUCCEEDED', { accountId: '123456789012' }), 83_000.4);
    expect(table.outcomes()).toEqual([
      {
        ...refOf('a'),
        type: 'succeeded',
        status: 'SUCCEEDED',
        lastStatus: 'SUCCEEDED',
        accountId: '123456789012',
        elapsedMs: 83_000,
        polls: 1,
      },
    ]);
  });

  it('has the response in a property that is not enumerable', () => {
    const { table, key } = tableWith('a');
    table.observe(key, { ...reading('SUCCEEDED'), response }, 1);
    const [outcome] = table.outcomes();
    expect(outcome).toHaveProperty('response', response);
    expect(Object.keys(outcome!)).not.toContain('response');
    expect(JSON.stringify(outcome)).not.toContain('PermissionSetProvisioningStatus');
  });
});
