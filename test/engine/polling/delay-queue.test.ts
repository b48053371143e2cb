import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DelayQueue } from '../../../src/engine/polling/delay-queue.js';
import { now } from '../../../src/engine/util/clock.js';
import { passTime, useRealTime, useVirtualTime } from '../../support/virtual-time.js';

beforeEach(useVirtualTime);
afterEach(useRealTime);

/** An alarm with a record of what it rang for, and when. */
function recordingAlarm() {
  const rings: { atMs: number; due: string[] }[] = [];
  const sinceMs = now();
  const alarm = new DelayQueue<string>((due) => rings.push({ atMs: now() - sinceMs, due }));
  return { alarm, rings, at: (ms: number) => sinceMs + ms };
}

it('sets no timer while there is nothing to wait for', () => {
  const { alarm, at } = recordingAlarm();
  expect(vi.getTimerCount()).toBe(0);
  alarm.add('a', at(10));
  alarm.remove('a');
  expect(vi.getTimerCount()).toBe(0);
});

it('serves any number of items with one timer', async () => {
  const { alarm, rings, at } = recordingAlarm();
  for (let item = 0; item < 100; item += 1) alarm.add(`item ${item}`, at(100 + item));
  expect(vi.getTimerCount()).toBe(1);

  await passTime(150);
  expect(vi.getTimerCount()).toBe(1);
  expect(rings).toHaveLength(51);
});

it('sets no other timer for what is due later', () => {
  const { alarm, at } = recordingAlarm();
  alarm.add('first', at(10));
  const setTimer = vi.spyOn(globalThis, 'setTimeout');
  alarm.add('second', at(20));
  alarm.add('first', at(30));
  alarm.remove('second');
  expect(setTimer).not.toHaveBeenCalled();
});

it('rings for all that are due at a time together', async () => {
  const { alarm, rings, at } = recordingAlarm();
  alarm.add('a', at(10));
  alarm.add('b', at(10));
  alarm.add('c', at(20));
  await passTime(30);
  expect(rings).toEqual([
    { atMs: 10, due: ['a', 'b'] },
    { atMs: 20, due: ['c'] },
  ]);
  expect(vi.getTimerCount()).toBe(0);
});

it('rings earlier when something comes that is due earlier', async () => {
  const { alarm, rings, at } = recordingAlarm();
  alarm.add('late', at(100));
  alarm.add('early', at(10));
  await passTime(10);
  expect(rings).toEqual([{ atMs: 10, due: ['early'] }]);
});

it('does not ring for what was removed or postponed', async () => {
  const { alarm, rings, at } = recordingAlarm();
  alarm.add('removed', at(10));
  alarm.add('postponed', at(10));
  alarm.remove('removed');
  alarm.postpone('postponed', at(50));
  await passTime(100);
  expect(rings).toEqual([{ atMs: 50, due: ['postponed'] }]);
});

it('rings soon for what is overdue already, but never from within add', async () => {
  const { alarm, rings, at } = recordingAlarm();
  alarm.add('overdue', at(-1_000));
  expect(rings).toEqual([]);
  await passTime(1);
  expect(rings.map(({ due }) => due)).toEqual([['overdue']]);
});

it('rings in time even when its timer goes off a little early, as timers of Node do', async () => {
  const { alarm, rings, at } = recordingAlarm();
  alarm.add('a', at(10.4));
  await passTime(12);
  expect(rings.map(({ due }) => due)).toEqual([['a']]);
});

it('can be set again from within its ring', async () => {
  let rings = 0;
  const alarm: DelayQueue<string> = new DelayQueue(() => {
    rings += 1;
    if (rings < 3) alarm.add('again', now() + 10);
  });
  alarm.add('first', now() + 10);
  await passTime(100);
  expect(rings).toBe(3);
  expect(vi.getTimerCount()).toBe(0);
});

it('counts what is due by a time', () => {
  const { alarm, at } = recordingAlarm();
  alarm.add('a', at(10));
  alarm.add('b', at(20));
  expect(alarm.countDueBy(at(15), 10)).toBe(1);
});
