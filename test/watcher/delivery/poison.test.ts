import { expect, it, vi } from 'vitest';
import type { Delivery } from '../../../src/watcher/delivery/sink.js';
import { useVirtualTime } from '../../support/virtual-time.js';
import { recordingSink } from '../support.js';
import { contentOf, eventOf, numberOf, openPost, skip } from './support.js';

useVirtualTime();

const HOUR_MS = 3_600_000;
const RETRY: Delivery = { type: 'retry', reason: 'exit code 1' };
const range = (count: number, from = 1) => Array.from({ length: count }, (_, i) => from + i);

/** A sink that never accepts events of requests up to a number. */
function pickySink(poisonous: number, concurrency = 1) {
  const sink = recordingSink({ concurrency });
  sink.answer = (event) => (numberOf(event) <= poisonous ? RETRY : { type: 'delivered' });
  return sink;
}

it.each([1, 8])(
  'receives the events behind 300 that it never accepts (concurrency %i)',
  async (concurrency) => {
    const sink = pickySink(300, concurrency);
    const post = await openPost([sink]);
    await post.send(...range(310).map((number) => eventOf(number)));
    await skip(HOUR_MS);
    expect(sink.received.map(numberOf).toSorted((a, b) => a - b)).toEqual(range(10, 301));
    for (const number of range(10, 1_001)) {
      await post.send(eventOf(number));
      await skip(10 * 60_000);
    }
    expect(sink.received).toHaveLength(20);
    await skip(27 * HOUR_MS);
    expect(post.dispatcher.snapshot()).toMatchObject([{ outbox: 0, deadLetters: 300 }]);
    await post.close();
    expect(vi.getTimerCount()).toBe(0);
  },
);

it('delivers later events within hours behind 3,000 of them', async () => {
  const sink = pickySink(3_000);
  const post = await openPost([sink]);
  await post.send(...range(3_010).map((number) => eventOf(number)));
  await skip(6 * HOUR_MS);
  expect(sink.received).toHaveLength(10);
  await post.close();
});

it('keeps the order of each request when events are parked', async () => {
  const sink = recordingSink();
  let isWell = false;
  sink.answer = (event) => (isWell || numberOf(event) > 400 ? { type: 'delivered' } : RETRY);
  const post = await openPost([sink]);
  await post.send(...range(410).map((number) => eventOf(number, 'discovered')));
  await skip(3 * HOUR_MS);
  await post.send(...range(410).map((number) => eventOf(number)));
  await skip(3 * HOUR_MS);
  isWell = true;
  await skip(HOUR_MS);
  expect(sink.received).toHaveLength(820);
  const delivered = sink.received.map((event) => `${event.type} ${numberOf(event)}`);
  for (const number of range(410)) {
    expect(delivered.indexOf(`discovered ${number}`)).toBeLessThan(
      delivered.indexOf(`succeeded ${number}`),
    );
  }
  expect(await contentOf(post.store)).toEqual({});
  await post.close();
});
