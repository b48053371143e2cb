import { expect, it, vi } from 'vitest';
import { StateError } from '../../../src/engine/results/errors.js';
import type { Sink } from '../../../src/watcher/delivery/sink.js';
import { listDeadLetters } from '../../../src/watcher/delivery/dead-letters.js';
import { RecordKeeping } from '../../../src/watcher/delivery/record-keeping.js';
import { createMemoryStore } from '../../../src/watcher/store/memory-store.js';
import { putOutbox } from '../../../src/watcher/store/records.js';
import type { StateStore } from '../../../src/watcher/store/store.js';
import type { WatcherEvent } from '../../../src/watcher/watcher-event.js';
import { useVirtualTime } from '../../support/virtual-time.js';
import { contentOf, eventOf, skip } from './support.js';
import { recordingSink } from '../support.js';

useVirtualTime();

async function open(sinks: readonly Sink[], store: StateStore = createMemoryStore()) {
  const emitted: WatcherEvent[] = [];
  const emit = (event: WatcherEvent) => void emitted.push(event);
  const stopping = new AbortController();
  const { signal } = stopping;
  const parts = { store, sinks, maxDeliveryAgeMs: 86_400_000, emit, stopping: signal };
  const records = await RecordKeeping.open(parts);
  return { records, store, emitted, stopping };
}

const change = { type: 'put', key: 'reported', value: 1 } as const;

it('stores an event and its changes in one write, then emits and delivers it', async () => {
  const sink = recordingSink();
  const { records, store, emitted } = await open([sink]);
  const write = vi.spyOn(store, 'write');
  const recorded = records.record(eventOf(1), [change]);
  expect(emitted).toEqual([]);
  await recorded;
  await skip(0);
  expect(write.mock.calls[0]?.[0]).toHaveLength(2);
  expect(emitted.map(({ type }) => type)).toEqual(['succeeded', 'delivered']);
  expect(sink.received).toEqual([eventOf(1)]);
  await records.close();
  expect(vi.getTimerCount()).toBe(0);
});

it('reports that the state cannot be written, and emits the event once it can', async () => {
  const sink = recordingSink();
  const { records, store, emitted } = await open([sink]);
  vi.spyOn(store, 'write').mockRejectedValueOnce(new Error('disk full\u0007'));
  void records.record(eventOf(1), []);
  await skip(4_999);
  expect(emitted).toMatchObject([{ type: 'state-failing', message: 'disk full\\u0007' }]);
  expect(records.problem).toEqual({ since: expect.any(Date), message: 'disk full\\u0007' });
  await skip(1);
  expect(sink.received).toHaveLength(1);
  expect(emitted[1]).toMatchObject({ type: 'state-recovered', afterMs: 5_000 });
  expect(records.problem).toBeUndefined();
  await records.close();
});

it('stops waiting for a state that cannot be written once the watcher stops', async () => {
  const { records, store, emitted, stopping } = await open([recordingSink()]);
  vi.spyOn(store, 'write').mockRejectedValue(new Error('disk full'));
  const recorded = Promise.allSettled([records.record(eventOf(1), [])]);
  await skip(1_000);
  stopping.abort();
  expect(await recorded).toMatchObject([{ status: 'rejected' }]);
  expect(emitted.map(({ type }) => type)).toEqual(['state-failing', 'state-failing']);
  await records.close();
  expect(vi.getTimerCount()).toBe(0);
});

it('accepts no events once it is closed, because they would never be delivered', async () => {
  const { records, store } = await open([recordingSink()]);
  await records.close();
  await expect(records.record(eventOf(1), [change])).rejects.toThrow(StateError);
  await expect(records.commit([change])).rejects.toThrow(StateError);
  await store.open();
  expect(await contentOf(store)).toEqual({});
});

it('measures the size each minute, and not after it was closed', async () => {
  const { records, store } = await open([]);
  expect(records.stateBytes).toBe(0);
  await records.commit([change]);
  await skip(60_000);
  expect(records.stateBytes).toBeGreaterThan(0);
  let answer: (bytes: number) => void = () => undefined;
  vi.spyOn(store, 'sizeBytes').mockReturnValue(new Promise((resolve) => (answer = resolve)));
  await skip(60_000);
  await records.close();
  answer(5);
  await skip(0);
  expect(vi.getTimerCount()).toBe(0);
});

it.each<[string, () => Promise<void>]>([
  ['throws', () => Promise.reject(new Error('cannot close'))],
  ['hangs', () => new Promise(() => undefined)],
])('closes the state even if closing a sink %s', async (_, close) => {
  const { records, store } = await open([recordingSink({ close })]);
  const closed = records.close();
  await skip(5_000);
  await closed;
  await expect(store.open()).resolves.toBeUndefined();
  expect(vi.getTimerCount()).toBe(0);
});

it('removes pending events of earlier iterators, and keeps those of sinks', async () => {
  const store = createMemoryStore();
  const stuck = { deliver: () => new Promise<never>(() => undefined) };
  const { records } = await open([{ name: 'a', ...stuck }], store);
  await records.dispatcher.open({ name: 'iterator-1', ...stuck });
  await records.record(eventOf(1), []);
  await records.close();
  await open([], store);
  expect(Object.keys(await contentOf(store))).toEqual(['outbox!a!000000000000001']);
});

it('rejects a damaged outbox at the start, and leaves nothing open', async () => {
  const store = createMemoryStore();
  await store.open();
  await store.write([{ type: 'put', key: 'outbox!recording!000000000000001', value: 'x' }]);
  await store.close();
  await expect(open([recordingSink()], store)).rejects.toMatchObject({ reason: 'damaged' });
  await expect(store.open()).resolves.toBeUndefined();
  expect(vi.getTimerCount()).toBe(0);
});

it('reports pending events of sinks that are no longer configured, and dead-letters expired ones', async () => {
  const store = createMemoryStore();
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  await store.open();
  await store.write([
    putOutbox('gone', 1, eventOf(1, 'succeeded', hoursAgo(25))),
    putOutbox('gone', 2, eventOf(2, 'succeeded', hoursAgo(24))),
    putOutbox('gone', 3, eventOf(3, 'succeeded', hoursAgo(23))),
    putOutbox('gone-too', 1, eventOf(4)),
    putOutbox('iterator-1', 1, eventOf(5)),
    putOutbox('recording', 1, eventOf(6, 'succeeded', hoursAgo(25))),
  ]);
  await store.close();
  const sink = recordingSink();
  const { records, emitted } = await open([sink], store);
  await skip(0);
  expect(emitted.filter(({ type }) => type === 'sink-missing')).toMatchObject([
    { sink: 'gone', pending: 1, deadLettered: 2 },
    { sink: 'gone-too', pending: 1, deadLettered: 0 },
  ]);
  expect(sink.received).toHaveLength(1);
  expect(Object.keys(await contentOf(store, 'outbox!'))).toEqual([
    'outbox!gone!000000000000003',
    'outbox!gone-too!000000000000001',
  ]);
  const dead: unknown[] = [];
  for await (const letter of listDeadLetters(store)) dead.push(letter);
  expect(dead).toMatchObject([
    {
      sink: 'gone',
      reason: 'the sink is no longer configured',
      attempts: 0,
    },
    { sink: 'gone' },
  ]);
  await records.close();
});
