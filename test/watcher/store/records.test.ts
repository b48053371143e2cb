import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categorizeFailure } from '../../../src/engine/results/failure-category.js';
import { REQUEST_KINDS } from '../../../src/engine/requests/kinds.js';
import type { FoundRequest } from '../../../src/watcher/store/stored-requests.js';
import type { RequestEvent } from '../../../src/watcher/request-event.js';
import {
  deleteOpen,
  deleteReported,
  loadList,
  loadOutbox,
  putDead,
  putOpen,
  putOutbox,
  putReported,
  putWatermark,
  outboxKey,
} from '../../../src/watcher/store/records.js';
import { createMemoryStore } from '../../../src/watcher/store/memory-store.js';
import type { StateStore, StateValue } from '../../../src/watcher/store/store.js';
import { checkAsyncProperty } from '../../properties/check-property.js';
import { eventOf } from '../delivery/support.js';

/** Texts from AWS may contain anything: separators, control characters, lone surrogates. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('!', '%', '0', '\u0000', '\n', '\ud800', '\udc00', 'é', '😀'),
  }),
);
const date = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') });
const kind = fc.constantFrom(...REQUEST_KINDS);
const identity = { kind, instanceArn: text, requestId: text };
const details = fc.record(
  {
    accountId: text,
    permissionSetArn: text,
    principalId: text,
    principalType: text,
    createdDate: date,
  },
  { requiredKeys: [] },
);
const duration = fc.record(
  { durationMs: fc.nat(), maxDetectionDelayMs: fc.nat() },
  { requiredKeys: [] },
);
const head = fc.tuple(fc.record({ ...identity, id: text, at: date }), details);
const event: fc.Arbitrary<RequestEvent> = fc.oneof(
  head.map(([one, more]) => ({
    ...one,
    ...more,
    type: 'discovered' as const,
    status: 'IN_PROGRESS' as const,
  })),
  fc.tuple(head, duration).map(([[one, more], timing]) => ({
    ...one,
    ...more,
    ...timing,
    type: 'succeeded' as const,
    status: 'SUCCEEDED' as const,
  })),
  fc
    .tuple(head, duration, fc.option(text, { nil: undefined }))
    .map(([[one, more], timing, reason]) => ({
      ...one,
      ...more,
      ...timing,
      type: 'failed' as const,
      status: 'FAILED' as const,
      ...(reason === undefined ? {} : { failureReason: reason }),
      category: categorizeFailure(reason),
    })),
);
const found: fc.Arbitrary<FoundRequest> = fc
  .tuple(
    fc.record({ ...identity, discoveredAt: date }),
    details,
    fc.constantFrom('SUCCEEDED' as const, 'FAILED' as const, undefined),
  )
  .map(([one, known, status]) => ({
    ...one,
    details: known,
    ...(status === undefined ? {} : { ended: { status, details: known, complete: false } }),
  }));

async function openStore(): Promise<StateStore> {
  const store = createMemoryStore();
  await store.open();
  return store;
}

describe('written records', () => {
  it('round-trip: events', () =>
    checkAsyncProperty(
      fc.asyncProperty(fc.array(event), async (events) => {
        const store = await openStore();
        await store.write(events.map((each, index) => putOutbox('webhook', index + 1, each)));
        expect(await loadOutbox(store, 'webhook', 0, 1_000)).toEqual(
          events.map((each, index) => ({ number: index + 1, event: each })),
        );
      }),
      300,
    ));

  it('round-trip: requests, each with a unique key', () =>
    checkAsyncProperty(
      fc.asyncProperty(fc.array(found, { minLength: 1 }), fc.nat(), async (all, time) => {
        const store = await openStore();
        await store.write(all.flatMap((each) => [putOpen(each), putWatermark(each, time)]));
        await store.write(all.map((each) => putReported(each, { reportedMs: time })));
        const keyOf = (each: FoundRequest) =>
          JSON.stringify([each.instanceArn, each.kind, each.requestId]);
        const last = new Map(all.map((each) => [keyOf(each), each]));
        for (const { instanceArn, kind: ofKind } of all) {
          const expected = [...last.values()].filter(
            (each) => each.instanceArn === instanceArn && each.kind === ofKind,
          );
          const records = await loadList(store, instanceArn, ofKind);
          expect(records.watermarkMs).toBe(time);
          expect(new Set(records.open.map(keyOf))).toEqual(new Set(expected.map(keyOf)));
          expect(records.open).toEqual(expect.arrayContaining(expected));
          expect(new Map(records.reported)).toEqual(
            new Map(expected.map(({ requestId }) => [requestId, { reportedMs: time }])),
          );
        }
        await store.write(all.flatMap((each) => [deleteOpen(each), deleteReported(each)]));
        expect(await store.list({ prefix: 'open' })).toEqual([]);
        expect(await store.list({ prefix: 'reported' })).toEqual([]);
      }),
      300,
    ));

  it('have keys that are unique in UTF-8', () =>
    checkAsyncProperty(
      fc.asyncProperty(found, found, async (one, other) => {
        const [a, b] = [putOpen(one).key, putOpen(other).key];
        const isSame =
          one.requestId === other.requestId &&
          one.instanceArn === other.instanceArn &&
          one.kind === other.kind;
        expect(Buffer.from(a).equals(Buffer.from(b))).toBe(isSame);
      }),
      1_000,
    ));

  it.each([
    [{ requestId: '\ud800' }, { requestId: '\udc00' }],
    [{ requestId: '!' }, { requestId: '%0021' }],
    [
      { instanceArn: 'a', requestId: `b!${eventOf(1).kind}!c` },
      { instanceArn: `a!${eventOf(1).kind}!b`, requestId: 'c' },
    ],
  ])('have different keys for %j and %j', (one, other) => {
    const keys = [one, other].map((part) => deleteOpen({ ...eventOf(1), ...part }).key);
    expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(2);
  });

  it('have stable keys for real values of AWS', () => {
    const { kind: ofKind, instanceArn, requestId } = eventOf(1);
    expect(deleteOpen(eventOf(1)).key).toBe(`open!${instanceArn}!${ofKind}!${requestId}`);
    expect(outboxKey('webhook', 7)).toBe('outbox!webhook!000000000000007');
    const dead = { reason: 'gone', attempts: 1, atMs: 7 };
    expect(putDead('webhook', eventOf(1), dead).key).toBe(
      `dead!webhook!000000000000007-${eventOf(1).id}`,
    );
  });

  it('separate sinks if the name of one is a prefix of the other', async () => {
    const store = await openStore();
    const [one, other] = [eventOf(1), eventOf(2)];
    await store.write([putOutbox('web', 1, one), putOutbox('web-2', 1, other)]);
    expect(await loadOutbox(store, 'web', 0, 10)).toEqual([{ number: 1, event: one }]);
  });
});

describe('invalid records', () => {
  const { kind: ofKind, instanceArn } = eventOf(1);
  const { id, requestId } = eventOf(1, 'failed');
  const plain = {
    type: 'failed',
    status: 'FAILED',
    id,
    kind: ofKind,
    instanceArn,
    requestId,
    at: '2026-01-01T00:00:00.000Z',
  };

  it.each<[string, StateValue]>([
    ['a text', 'x'],
    ['nothing', null],
    ['a list', []],
    ['no members', {}],
    ['another kind', { ...plain, kind: 'toString' }],
    ['no date', { ...plain, at: 'today' }],
    ['a date that is a number', { ...plain, at: 5 }],
    ['a created date that is none', { ...plain, createdDate: 'x' }],
    ['a number that is a text', { ...plain, durationMs: '5' }],
    ['a text that is a number', { ...plain, accountId: 5 }],
    ['a reason that is no text', { ...plain, failureReason: [] }],
    ['a status that is not of the type', { ...plain, status: 'SUCCEEDED' }],
    ['a type that there is not', { ...plain, type: 'lost' }],
    ['no request', { ...plain, requestId: undefined }],
  ])('are damage, reported with the key: %s in an outbox', async (_, value) => {
    const store = await openStore();
    const key = outboxKey('webhook', 1);
    await store.write([{ type: 'put', key, value }]);
    await expect(loadOutbox(store, 'webhook', 0, 10)).rejects.toMatchObject({
      code: 'STATE',
      reason: 'damaged',
      message: expect.stringContaining(key),
    });
  });

  const at = { discoveredAt: '2026-01-01T00:00:00.000Z', details: {} };
  const of = (record: string) => `${record}!${instanceArn}!${ofKind}`;

  it.each<[string, StateValue]>([
    [of('watermark'), 5],
    [of('watermark'), { watermarkMs: '5' }],
    [`${of('open')}!a`, { ...at, discoveredAt: 'x' }],
    [`${of('open')}!a`, { ...at, details: [] }],
    [`${of('open')}!a`, { ...at, details: { createdDate: 'x' } }],
    [`${of('open')}!a`, { ...at, ended: 'IN_PROGRESS' }],
    [`${of('reported')}!a`, {}],
    [`${of('reported')}!a`, { reportedMs: 1, createdMs: '1' }],
  ])('are damage, reported with the key: under %s', async (key, value) => {
    const store = await openStore();
    await store.write([{ type: 'put', key, value }]);
    await expect(loadList(store, instanceArn, ofKind)).rejects.toMatchObject({
      code: 'STATE',
      reason: 'damaged',
      message: expect.stringContaining(key),
    });
  });

  it('are escaped in the error', async () => {
    const store = await openStore();
    await store.write([{ type: 'put', key: `${of('open')}!\u001b[31m`, value: 1 }]);
    await expect(loadList(store, instanceArn, ofKind)).rejects.toThrow('!\\u001b[31m is invalid');
  });
});
