import { expect, it } from 'vitest';
import { seededRandom } from './random.js';
import { TimerQueue } from './timer-queue.js';

const run = () => undefined;

it('returns timers by time, and by the order of setting for the same time', () => {
  const random = seededRandom('timers');
  const queue = new TimerQueue();
  const timers = Array.from({ length: 500 }, (_, id) => ({
    id,
    atMs: Math.floor(random() * 50),
    run,
  }));
  for (const timer of timers) queue.add(timer);
  const cancelled = new Set(timers.filter(() => random() < 0.3).map(({ id }) => id));
  for (const id of cancelled) queue.cancel(id);
  expect(queue.size).toBe(500 - cancelled.size);

  const taken = Array.from({ length: queue.size }, () => queue.take());
  const expected = timers
    .filter(({ id }) => !cancelled.has(id))
    .toSorted((one, other) => one.atMs - other.atMs || one.id - other.id);
  expect(taken).toEqual(expected);
  expect(queue.take()).toBeUndefined();
});

it('ignores cancelling a timer that has already run', () => {
  const queue = new TimerQueue();
  queue.add({ id: 1, atMs: 5, run });
  queue.take();
  queue.cancel(1);
  queue.add({ id: 2, atMs: 6, run });
  expect(queue.take()?.id).toBe(2);
});
