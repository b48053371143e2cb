import { describe, expect, it, vi } from 'vitest';
import { now } from '../../../src/engine/util/clock.js';
import type { Delivery, Sink } from '../../../src/watcher/delivery/sink.js';
import type { RequestEvent } from '../../../src/watcher/request-event.js';
import { putDead } from '../../../src/watcher/store/records.js';
import { createMemoryStore } from '../../../src/watcher/store/memory-store.js';
import { useVirtualTime } from '../../support/virtual-time.js';
import { recordingSink } from '../support.js';
import { contentOf, eventOf, numberOf, openPost, skip } from './support.js';

useVirtualTime();

const MINUTE_MS = 60_000;
const RETRY: Delivery = { type: 'retry', reason: 'down' };
const DELIVERED: Delivery = { type: 'delivered' };

const range = (count: number, from = 1) => Array.from({ length: count }, (_, i) => from + i);

/** A sink that counts its concurrent deliveries. */
function busySink(
  options: Partial<Sink>,
  answer: (event: RequestEvent) => Promise<Delivery>,
): Sink & { atOnce: number; most: number; attempts: number } {
  const sink = {
    name: 'busy',
    ...options,
    atOnce: 0,
    most: 0,
    attempts: 0,
    deliver: async (event: RequestEvent) => {
      sink.attempts += 1;
      sink.atOnce += 1;
      sink.most = Math.max(sink.most, sink.atOnce);
      try {
        return await answer(event);
      } finally {
        sink.atOnce -= 1;
      }
    },
  };
  return sink;
}

const after = async (ms: number, delivery: Delivery): Promise<Delivery> => {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return delivery;
};

describe('a healthy sink', () => {
  it('gets each event once, in order, and none stays in the state', async () => {
    const sink = recordingSink();
    const post = await openPost([sink]);
    await post.send(...range(1_000).map((number) => eventOf(number)));
    await skip(0);
    expect(sink.received.map(numberOf)).toEqual(range(1_000));
    expect(await contentOf(post.store)).toEqual({});
    expect(post.emitted.map((each) => [each.type, 'attempts' in each && each.attempts])).toEqual(
      range(1_000).map(() => ['delivered', 1]),
    );
    await post.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('gets events up to its concurrency, and those of one request one by one', async () => {
    const order: string[] = [];
    const sink = busySink({ concurrency: 3 }, (event) => {
      order.push(`${event.type} ${numberOf(event)}`);
      return after(100, DELIVERED);
    });
    const post = await openPost([sink]);
    await post.send(...[1, 2].flatMap((n) => [eventOf(n, 'discovered'), eventOf(n)]));
    await post.send(...range(10, 3).map((number) => eventOf(number)));
    await skip(99);
    expect(order).toEqual(['discovered 1', 'discovered 2', 'succeeded 3']);
    await skip(5_000);
    expect(sink.most).toBe(3);
    expect(order).toHaveLength(14);
    expect(order.indexOf('succeeded 1')).toBeGreaterThan(order.indexOf('discovered 1'));
    await post.close();
  });

  it('receives only terminal events if it is configured so', async () => {
    const sink = recordingSink({ receives: 'terminal' });
    const post = await openPost([sink]);
    await post.send(eventOf(1, 'discovered'), eventOf(1, 'failed'));
    await skip(0);
    expect(sink.received.map(({ type }) => type)).toEqual(['failed']);
    await post.close();
  });
});

describe('a sink that is down for an hour', () => {
  it.each([1, 8])(
    'gets few attempts, and receives everything soon after (concurrency %i)',
    async (concurrency) => {
      let isDown = true;
      const received: string[] = [];
      const sink = busySink({ concurrency }, (event) => {
        if (!isDown) received.push(`${event.type} ${numberOf(event)}`);
        return after(20, isDown ? RETRY : DELIVERED);
      });
      const post = await openPost([sink]);
      for (const number of range(600)) {
        await post.send(eventOf(number, 'discovered'));
        await skip(3_000);
        await post.send(eventOf(number));
        await skip(3_000);
      }
      expect(sink.attempts).toBeLessThanOrEqual(50);
      expect(post.dispatcher.snapshot()).toEqual([
        {
          name: 'busy',
          outbox: 1_200,
          deadLetters: 0,
          failing: { since: expect.any(Date), reason: 'down' },
        },
      ]);
      isDown = false;
      await skip(5 * MINUTE_MS + 1_000 + 1_200 * 21);
      expect(received.length).toBe(1_200);
      for (const number of range(600)) {
        const [one, other] = [`discovered ${number}`, `succeeded ${number}`].map((each) =>
          received.indexOf(each),
        );
        expect(one).toBeLessThan(other ?? -1);
      }
      expect(post.dispatcher.snapshot()).toEqual([{ name: 'busy', outbox: 0, deadLetters: 0 }]);
      await post.close();
      expect(vi.getTimerCount()).toBe(0);
    },
  );

  it('gets one event at a time, even while slow deliveries are in flight', async () => {
    const failing = new Set(range(4));
    const sink = busySink({ concurrency: 10 }, (event) =>
      failing.has(numberOf(event)) ? after(10, RETRY) : after(60_000, RETRY),
    );
    const post = await openPost([sink]);
    await post.send(...range(40).map((number) => eventOf(number)));
    await skip(58_000);
    await post.send(eventOf(41));
    await skip(1_000);
    expect(sink.most).toBe(10);
    expect(sink.atOnce).toBe(8);
    await skip(10 * MINUTE_MS);
    expect(sink.most).toBe(10);
    expect(sink.atOnce).toBeLessThanOrEqual(1);
    await post.close();
  });

  it('receives all events at once when it recovers, however often each of them failed', async () => {
    let isDown = true;
    const deliveredMs: number[] = [];
    const sink = recordingSink();
    sink.answer = () => {
      if (!isDown) deliveredMs.push(now());
      return isDown ? RETRY : DELIVERED;
    };
    const post = await openPost([sink]);
    await post.send(...range(4).map((number) => eventOf(number)));
    await skip(60 * MINUTE_MS);
    isDown = false;
    await skip(5 * MINUTE_MS);
    expect(deliveredMs).toHaveLength(4);
    expect(new Set(deliveredMs).size).toBe(1);
    await post.close();
  });

  it('gets a probe soon, even if many deliveries failed at the same time', async () => {
    let isDown = true;
    const sink = busySink({ concurrency: 50 }, () => after(10, isDown ? RETRY : DELIVERED));
    const post = await openPost([sink]);
    await post.send(...range(100).map((number) => eventOf(number)));
    await skip(20);
    expect(sink.attempts).toBe(52);
    isDown = false;
    await skip(2_500);
    expect(post.dispatcher.snapshot()).toMatchObject([{ outbox: 0 }]);
    await post.close();
  });
});

describe('an event that is never accepted', () => {
  it.each([1, 3, 20])('does not hold back others (%i of them)', async (poisonous) => {
    const waitedMs = new Map<number, number>();
    const sink = recordingSink();
    sink.answer = (event) => {
      if (numberOf(event) <= poisonous) return RETRY;
      waitedMs.set(numberOf(event), Date.now() - event.at.getTime());
      return DELIVERED;
    };
    const post = await openPost([sink]);
    await post.send(...range(poisonous).map((number) => eventOf(number)));
    await skip(2 * 3_600_000);
    await post.send(...range(50, 1_001).map((number) => eventOf(number)));
    await skip(5 * MINUTE_MS);
    expect(waitedMs.size).toBe(50);
    for (const number of range(100, 2_001)) {
      await post.send(eventOf(number));
      await skip(10_000);
    }
    await skip(5 * MINUTE_MS);
    expect(waitedMs.size).toBe(150);
    // A few failing events are the problem themselves. With many, the sink may be the problem.
    expect(Math.max(...waitedMs.values())).toBeLessThanOrEqual(poisonous < 3 ? 0 : 5 * MINUTE_MS);
    await post.close();
  });

  it('is dead-lettered once it is too old', async () => {
    const sink = recordingSink();
    sink.answer = (event) => (numberOf(event) === 1 ? RETRY : DELIVERED);
    const post = await openPost([sink], { maxDeliveryAgeMs: 2 * 3_600_000 });
    await post.send(eventOf(1), eventOf(2));
    await skip(2 * 3_600_000 - 1_000);
    expect(post.dispatcher.snapshot()).toMatchObject([{ outbox: 1, deadLetters: 0 }]);
    await skip(5 * MINUTE_MS);
    expect(post.dispatcher.snapshot()).toMatchObject([{ outbox: 0, deadLetters: 1 }]);
    expect(post.emitted.at(-1)).toMatchObject({
      type: 'dead-lettered',
      reason: 'expired: down',
      eventId: eventOf(1).id,
    });
    expect(Object.values(await contentOf(post.store))).toEqual([
      expect.objectContaining({ reason: 'expired: down' }),
    ]);
    await post.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is dead-lettered with all other expired events if the sink accepts nothing', async () => {
    const sink = recordingSink();
    sink.answer = () => RETRY;
    const hours = 2;
    const post = await openPost([sink], { maxDeliveryAgeMs: hours * 3_600_000 });
    let most = 0;
    for (let minute = 0; minute < 6 * 60; minute += 1) {
      await post.send(eventOf(3 * minute), eventOf(3 * minute + 1), eventOf(3 * minute + 2));
      await skip(MINUTE_MS);
      most = Math.max(most, post.dispatcher.snapshot()[0]?.outbox ?? 0);
    }
    // The events of two hours, of the pause between two probes, and of the minimum retry time of an hour.
    expect(most).toBeLessThanOrEqual(3 * (hours * 60 + 60 + 5));
    await post.close();
  });

  it('is retried for an hour, however old it is, because the sink may be starting', async () => {
    const sink = recordingSink();
    sink.answer = () => RETRY;
    const post = await openPost([sink]);
    const aWeekAgo = new Date(Date.now() - 7 * 24 * 3_600_000);
    await post.send(eventOf(1, 'succeeded', aWeekAgo));
    await skip(3_600_000 - 1_000);
    expect(post.dispatcher.snapshot()).toMatchObject([{ outbox: 1, deadLetters: 0 }]);
    await skip(5 * MINUTE_MS + 1_000);
    expect(post.dispatcher.snapshot()).toMatchObject([{ outbox: 0, deadLetters: 1 }]);
    await post.close();
  });

  it('is dead-lettered at its first failure if retries are disabled', async () => {
    const sink = recordingSink();
    sink.answer = () => RETRY;
    const post = await openPost([sink], { maxDeliveryAgeMs: 0 });
    await post.send(eventOf(1));
    await skip(0);
    expect(post.dispatcher.snapshot()).toMatchObject([{ outbox: 0, deadLetters: 1 }]);
    await post.close();
  });
});

describe('an event that is rejected', () => {
  it('is dead-lettered with its reason, and counted after a restart', async () => {
    const sink = recordingSink();
    let attempts = 0;
    sink.answer = () => {
      attempts += 1;
      return attempts < 3 ? RETRY : { type: 'rejected', reason: 'gone\u001b[31m' };
    };
    const store = createMemoryStore();
    const post = await openPost([sink], { store });
    const event = eventOf(1, 'failed');
    await post.send(event);
    await skip(10_000);
    const content = await contentOf(store);
    expect(Object.keys(content)).toEqual([
      expect.stringMatching(new RegExp(`^dead!recording!\\d{15}-${event.id}$`)),
    ]);
    expect(Object.values(content)).toEqual([
      {
        reason: 'gone\\u001b[31m',
        attempts: 3,
        atMs: expect.any(Number),
        event: { ...event, at: event.at.toISOString() },
      },
    ]);
    expect(post.emitted.at(-1)).toMatchObject({ type: 'dead-lettered', attempts: 3 });
    const counts = [{ name: 'recording', outbox: 0, deadLetters: 1 }];
    // A sink that rejects one event may reject the next one.
    expect(post.dispatcher.snapshot()).toMatchObject([
      { ...counts[0], failing: { reason: 'gone\\u001b[31m' } },
    ]);
    sink.answer = () => DELIVERED;
    await post.send(eventOf(2));
    await skip(0);
    expect(post.dispatcher.snapshot()).toEqual(counts);
    await post.close();
    const again = await openPost([sink], { store });
    expect(again.dispatcher.snapshot()).toEqual(counts);
    await again.close();
  });

  it('is delivered again before later events if its dead letter could not be stored', async () => {
    const offered: string[] = [];
    const sink = recordingSink();
    sink.answer = ({ type }) => {
      offered.push(type);
      return offered.length === 1 ? { type: 'rejected', reason: 'no' } : DELIVERED;
    };
    const store = createMemoryStore();
    const post = await openPost([sink], { store });
    const sent = post.send(eventOf(1, 'discovered'), eventOf(1));
    const write = vi.spyOn(store, 'write');
    await sent;
    write.mockRejectedValue(new Error('ENOSPC'));
    await skip(10_000);
    expect(offered).toEqual(['discovered', 'succeeded']);
    await post.close();
    write.mockRestore();
    const again = await openPost([sink], { store });
    await skip(0);
    expect(offered.slice(2)).toEqual(['discovered', 'succeeded']);
    expect(await contentOf(store)).toEqual({});
    await again.close();
  });
});

describe('dead letters', () => {
  const REJECTED: Delivery = { type: 'rejected', reason: 'no' };

  it('are limited to 10,000: the oldest are deleted, and an event reports it', async () => {
    const sink = recordingSink({ concurrency: 8 });
    sink.answer = () => REJECTED;
    const post = await openPost([sink]);
    for (let sent = 0; sent < 10_700; sent += 100) {
      await post.send(...range(100, sent).map((number) => eventOf(number)));
      await skip(10);
    }
    await skip(1_000);
    const kept = await contentOf(post.store, 'dead!');
    expect(Object.keys(kept)).toHaveLength(10_000);
    expect(post.dispatcher.snapshot()).toMatchObject([{ deadLetters: 10_000 }]);
    const values = Object.values(kept).map((value) => JSON.stringify(value));
    const last = range(100, 600).map((number) => eventOf(number).requestId);
    expect(last.filter((id) => values.some((value) => value.includes(id)))).toEqual([]);
    const dropped = post.emitted.flatMap((each) =>
      each.type === 'dead-letters-dropped' ? [each.count] : [],
    );
    expect(dropped.reduce((sum, count) => sum + count)).toBe(700);
    await post.close();
  });

  it('beyond the limit are deleted at the start', async () => {
    const store = createMemoryStore();
    await store.open();
    await store.write(
      range(10_300).map((number) =>
        putDead('recording', eventOf(number), { reason: 'no', attempts: 1, atMs: number }),
      ),
    );
    await store.close();
    const post = await openPost([recordingSink()], { store });
    await skip(0);
    expect(post.dispatcher.snapshot()).toMatchObject([{ deadLetters: 10_000 }]);
    expect(Object.keys(await contentOf(store, 'dead!'))).toHaveLength(10_000);
    expect(post.emitted).toMatchObject([{ type: 'dead-letters-dropped', count: 300 }]);
    await post.close();
  });
});

describe('a pause that a sink requests', () => {
  const retry: Delivery = { type: 'retry', reason: 'slow down', retryAfterMs: 90_000 };

  it('is kept, even if another delivery in flight succeeds', async () => {
    const startedMs: number[] = [];
    const begunMs = now();
    const sink = busySink({ concurrency: 2 }, async (event) => {
      startedMs.push(now() - begunMs);
      if (numberOf(event) === 1 && startedMs.length === 1) return after(10, retry);
      return after(50, DELIVERED);
    });
    const post = await openPost([sink]);
    await post.send(...range(5).map((number) => eventOf(number)));
    await skip(89_000);
    expect(startedMs).toEqual([0, 0]);
    await skip(2_000);
    expect(startedMs.slice(2)).toEqual([90_010, 90_010, 90_060, 90_060]);
    expect(post.emitted[0]).toMatchObject({ type: 'delivery-failed', retryMs: 90_000 });
    await post.close();
  });

  it('is at most an hour', async () => {
    const sink = recordingSink();
    sink.answer = () => ({ ...retry, retryAfterMs: 1e15 });
    const post = await openPost([sink]);
    await post.send(eventOf(1));
    await skip(0);
    sink.answer = () => DELIVERED;
    await skip(3_600_000);
    expect(sink.received).toHaveLength(1);
    await post.close();
  });
});

it('the detail is in the snapshot and in the dead letters', async () => {
  const sink: Sink = {
    name: 'talking',
    deliver: async (event) => ({
      type: event.id === eventOf(1).id ? 'rejected' : 'retry',
      reason: 'code 1',
      detail: 'pid\u001B 7',
    }),
  };
  const post = await openPost([sink]);
  await post.send(eventOf(1));
  await post.send(eventOf(2));
  await skip(0);
  const refusal = { reason: 'code 1', detail: 'pid\\u001b 7' };
  expect(post.emitted).toMatchObject([
    { type: 'dead-lettered', ...refusal },
    { type: 'delivery-failed', ...refusal },
  ]);
  expect(post.dispatcher.snapshot()).toMatchObject([
    { failing: { reason: 'code 1: pid\\u001b 7' } },
  ]);
  const letters = Object.values(await contentOf(post.store, 'dead!'));
  expect(letters).toMatchObject([{ reason: 'code 1: pid\\u001b 7' }]);
  await post.close();
});

describe('a sink with an invalid result', () => {
  const throwsNoText = () => {
    throw Object.create(null);
  };

  it.each<[string, () => unknown]>([
    ['nothing', () => undefined],
    ['null', () => null],
    ['an unknown type', () => ({ type: 'ok' })],
    ['no reason', () => ({ type: 'retry' })],
    ['a reason that is no text', () => ({ type: 'rejected', reason: { a: 1 } })],
    ['a pause that is no number', () => ({ type: 'retry', reason: '', retryAfterMs: Number.NaN })],
    ['a pause that is a text', () => ({ type: 'retry', reason: '', retryAfterMs: '5' })],
    ['what it throws at once', throwsNoText],
    ['a rejection without a text', () => Promise.reject(Object.create(null))],
  ])('is retried, or rejects the event: %s', async (_, answer) => {
    let attempts = 0;
    const sink: Sink = {
      name: 'odd',
      // Sinks may be written in JavaScript.
      deliver: () => {
        attempts += 1;
        return answer() as Promise<Delivery>;
      },
    };
    const post = await openPost([sink]);
    await post.send(eventOf(1));
    await skip(3_600_000);
    const [snapshot] = post.dispatcher.snapshot();
    expect((snapshot?.outbox ?? 0) + (snapshot?.deadLetters ?? 0)).toBe(1);
    expect(attempts).toBeLessThan(40);
    expect(post.emitted.every(({ type }) => type !== 'delivered')).toBe(true);
    await post.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('several sinks', () => {
  it('do not wait for each other', async () => {
    const slow = recordingSink({ name: 'slow' });
    slow.answer = () => new Promise(() => undefined);
    const dead = recordingSink({ name: 'dead' });
    dead.answer = () => {
      throw new Error('dead');
    };
    const well = recordingSink({ name: 'well' });
    const post = await openPost([slow, dead, well]);
    await post.send(...range(500).map((number) => eventOf(number)));
    await skip(0);
    expect(well.received).toHaveLength(500);
    expect(post.dispatcher.snapshot()).toMatchObject([
      { outbox: 500 },
      { outbox: 500, failing: { reason: 'the sink threw an error: dead' } },
      { outbox: 0 },
    ]);
    await post.close();
  });
});
