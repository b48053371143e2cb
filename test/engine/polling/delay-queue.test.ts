import { expect, it, vi } from 'vitest';
import { DelayQueue } from '../../../src/engine/polling/delay-queue.js';
import { now } from '../../../src/engine/util/clock.js';
import { passTime, useVirtualTime } from '../../support/virtual-time.js';

useVirtualTime();

/** A queue, with a record of the items that became due, and when. */
function recordingQueue() {
  const deliveries: { atMs: number; due: string[] }[] = [];
  const sinceMs = now();
  const queue = new DelayQueue<string>((due) => deliveries.push({ atMs: now() - sinceMs, due }));
  return { queue, deliveries, at: (ms: number) => sinceMs + ms };
}

it('sets no timer while it is empty', () => {
  const { queue, at } = recordingQueue();
  expect(vi.getTimerCount()).toBe(0);
  queue.add('a', at(10));
  queue.remove('a');
  expect(vi.getTimerCount()).toBe(0);
});

it('serves any number of items with one timer', async () => {
  const { queue, deliveries, at } = recordingQueue();
  for (let item = 0; item < 100; item += 1) queue.add(`item ${item}`, at(100 + item));
  expect(vi.getTimerCount()).toBe(1);

  await passTime(150);
  expect(vi.getTimerCount()).toBe(1);
  expect(deliveries).toHaveLength(51);
});

it('keeps its timer for items that are due later', () => {
  const { queue, at } = recordingQueue();
  queue.add('first', at(10));
  const setTimer = vi.spyOn(globalThis, 'setTimeout');
  queue.add('second', at(20));
  queue.add('first', at(30));
  queue.remove('second');
  expect(setTimer).not.toHaveBeenCalled();
});

it('delivers items together that are due at the same time', async () => {
  const { queue, deliveries, at } = recordingQueue();
  queue.add('a', at(10));
  queue.add('b', at(10));
  queue.add('c', at(20));
  await passTime(30);
  expect(deliveries).toEqual([
    { atMs: 10, due: ['a', 'b'] },
    { atMs: 20, due: ['c'] },
  ]);
  expect(vi.getTimerCount()).toBe(0);
});

it('delivers an item that is due earlier and added later', async () => {
  const { queue, deliveries, at } = recordingQueue();
  queue.add('late', at(100));
  queue.add('early', at(10));
  await passTime(10);
  expect(deliveries).toEqual([{ atMs: 10, due: ['early'] }]);
});

it('does not deliver removed items, and delivers postponed ones later', async () => {
  const { queue, deliveries, at } = recordingQueue();
  queue.add('removed', at(10));
  queue.add('postponed', at(10));
  queue.remove('removed');
  queue.postpone('postponed', at(50));
  await passTime(100);
  expect(deliveries).toEqual([{ atMs: 50, due: ['postponed'] }]);
});

it('delivers overdue items soon, but never during add', async () => {
  const { queue, deliveries, at } = recordingQueue();
  queue.add('overdue', at(-1_000));
  expect(deliveries).toEqual([]);
  await passTime(1);
  expect(deliveries.map(({ due }) => due)).toEqual([['overdue']]);
});

it('delivers an item although timers of Node can fire a little early', async () => {
  const { queue, deliveries, at } = recordingQueue();
  queue.add('a', at(10.4));
  await passTime(12);
  expect(deliveries.map(({ due }) => due)).toEqual([['a']]);
});

it('accepts items during a delivery', async () => {
  let deliveries = 0;
  const queue: DelayQueue<string> = new DelayQueue(() => {
    deliveries += 1;
    if (deliveries < 3) queue.add('again', now() + 10);
  });
  queue.add('first', now() + 10);
  await passTime(100);
  expect(deliveries).toBe(3);
  expect(vi.getTimerCount()).toBe(0);
});

it('counts the items that are due by a time', () => {
  const { queue, at } = recordingQueue();
  queue.add('a', at(10));
  queue.add('b', at(20));
  expect(queue.countDueBy(at(15), 10)).toBe(1);
});
