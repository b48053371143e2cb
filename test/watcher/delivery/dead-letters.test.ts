import { expect, it } from 'vitest';
import {
  discardDeadLetters,
  listDeadLetters,
  retryDeadLetters,
} from '../../../src/watcher/delivery/dead-letters.js';
import type { Sink } from '../../../src/watcher/delivery/sink.js';
import { RecordKeeping } from '../../../src/watcher/delivery/record-keeping.js';
import type { RequestEvent } from '../../../src/watcher/request-event.js';
import { createMemoryStore } from '../../../src/watcher/store/memory-store.js';
import type { StateStore } from '../../../src/watcher/store/store.js';
import { recordingSink } from '../support.js';
import { eventOf } from './support.js';

/** Delivers events to sinks, over one state, until all are delivered or rejected. */
async function deliver(
  store: StateStore,
  sinks: readonly Sink[],
  events: readonly RequestEvent[] = [],
): Promise<void> {
  const records = await RecordKeeping.open({
    store,
    sinks,
    maxDeliveryAgeMs: 60_000,
    emit: () => {},
    stopping: new AbortController().signal,
  });
  for (const event of events) await records.record(event, []);
  await records.dispatcher.drain(10_000);
  await records.close();
}

function refusing(name: string): Sink {
  const sink = recordingSink({ name });
  sink.answer = () => ({ type: 'rejected', reason: `410 of ${name}` });
  return sink;
}

async function lettersIn(store: StateStore, sink?: string): Promise<string[]> {
  await store.open();
  const letters: string[] = [];
  for await (const letter of listDeadLetters(store, sink)) {
    letters.push(`${letter.sink} ${letter.event.id} ${letter.attempts} ${letter.reason}`);
  }
  await store.close();
  return letters;
}

async function opened<Result>(store: StateStore, use: () => Promise<Result>): Promise<Result> {
  await store.open();
  const result = await use();
  await store.close();
  return result;
}

it('lists the rejected events of each sink, with reasons and attempts', async () => {
  const store = createMemoryStore();
  await deliver(store, [refusing('one'), refusing('other')], [eventOf(1), eventOf(2)]);
  const [a, b] = [eventOf(1).id, eventOf(2).id];
  expect((await lettersIn(store)).toSorted()).toEqual(
    [
      `one ${a} 1 410 of one`,
      `one ${b} 1 410 of one`,
      `other ${a} 1 410 of other`,
      `other ${b} 1 410 of other`,
    ].toSorted(),
  );
  expect(await lettersIn(store, 'other')).toHaveLength(2);
  expect(await lettersIn(store, 'oth')).toEqual([]);
});

it('delivers them again after a retry, behind the pending events', async () => {
  const store = createMemoryStore();
  const numbers = Array.from({ length: 600 }, (_, index) => index);
  await deliver(
    store,
    [refusing('one'), refusing('other')],
    numbers.map((number) => eventOf(number)),
  );
  expect(await opened(store, () => retryDeadLetters(store, 'one'))).toBe(600);

  const sink = recordingSink({ name: 'one' });
  await deliver(store, [sink], [eventOf(1_000)]);

  const expected = [...numbers, 1_000].map((number) => eventOf(number).id);
  expect(sink.received.map(({ id }) => id).toSorted()).toEqual(expected.toSorted());
  expect(sink.received.at(-1)?.id).toBe(eventOf(1_000).id);
  expect(await lettersIn(store, 'one')).toEqual([]);
  expect(await lettersIn(store, 'other')).toHaveLength(600);
});

it('discards the dead letters of one sink, or all', async () => {
  const store = createMemoryStore();
  await deliver(store, [refusing('one'), refusing('other')], [eventOf(1)]);
  expect(await opened(store, () => discardDeadLetters(store, 'one'))).toBe(1);
  expect(await lettersIn(store)).toHaveLength(1);
  expect(await opened(store, () => discardDeadLetters(store))).toBe(1);
  expect(await lettersIn(store)).toEqual([]);
});
