import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DueQueue } from '../../src/schedule/due-queue.js';
import { checkProperty } from '../properties/check-property.js';

it('is empty to begin with', () => {
  const queue = new DueQueue<string>();
  expect(queue.size).toBe(0);
  expect(queue.nextDueMs).toBeUndefined();
  expect(queue.takeDue(Infinity)).toEqual([]);
});

it('hands over what is due, earliest first, and keeps the rest', () => {
  const queue = new DueQueue<string>();
  queue.add('c', 30);
  queue.add('a', 10);
  queue.add('b', 20);
  expect(queue.nextDueMs).toBe(10);
  expect(queue.takeDue(20)).toEqual(['a', 'b']);
  expect(queue.size).toBe(1);
  expect(queue.nextDueMs).toBe(30);
});

it('keeps the earlier time of an item that is added again', () => {
  const queue = new DueQueue<string>();
  queue.add('a', 20);
  queue.add('a', 30);
  expect(queue.dueOf('a')).toBe(20);
  queue.add('a', 10);
  expect(queue.dueOf('a')).toBe(10);
  expect(queue.size).toBe(1);
});

it('moves an item to a later time only when it is postponed', () => {
  const queue = new DueQueue<string>();
  queue.add('a', 10);
  queue.add('b', 20);
  queue.postpone('a', 30);
  expect(queue.takeDue(30)).toEqual(['b', 'a']);
});

it('does nothing when what is not in is removed', () => {
  const queue = new DueQueue<string>();
  queue.add('a', 10);
  queue.remove('b');
  expect(queue.size).toBe(1);
});

it('counts what is due no further than asked', () => {
  const queue = new DueQueue<number>();
  for (let item = 0; item < 10; item += 1) queue.add(item, item);
  expect(queue.countDueBy(4, 100)).toBe(5);
  expect(queue.countDueBy(4, 3)).toBe(3);
  expect(queue.countDueBy(-1, 3)).toBe(0);
  expect(queue.countDueBy(4, 0)).toBe(0);
});

/** A queue that is obviously right: a map that is searched whole. */
class NaiveQueue {
  readonly due = new Map<number, number>();

  add(item: number, dueMs: number): void {
    this.due.set(item, Math.min(this.due.get(item) ?? Infinity, dueMs));
  }

  takeDue(nowMs: number): number[] {
    const items = [...this.due].filter(([, dueMs]) => dueMs <= nowMs).map(([item]) => item);
    for (const item of items) this.due.delete(item);
    return items;
  }
}

const item = fc.nat(12);
const time = fc.integer({ min: -20, max: 20 });
const step = fc.oneof(
  fc.record({ act: fc.constant('add' as const), item, time }),
  fc.record({ act: fc.constant('postpone' as const), item, time }),
  fc.record({ act: fc.constant('remove' as const), item, time }),
  fc.record({ act: fc.constant('takeDue' as const), item, time }),
);

it('does what a naive queue does, whatever is asked of it', () => {
  checkProperty(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const queue = new DueQueue<number>();
      const naive = new NaiveQueue();
      for (const { act, item: each, time: at } of steps) {
        if (act === 'add') {
          queue.add(each, at);
          naive.add(each, at);
        } else if (act === 'postpone') {
          queue.postpone(each, at);
          naive.due.set(each, at);
        } else if (act === 'remove') {
          queue.remove(each);
          naive.due.delete(each);
        } else {
          // Items that are due at the same time may come in any order.
          const dues = new Map(naive.due);
          const taken = queue.takeDue(at);
          expect(taken.toSorted()).toEqual(naive.takeDue(at).toSorted());
          const times = taken.map((one) => dues.get(one) ?? NaN);
          expect(times).toEqual(times.toSorted((one, other) => one - other));
        }
        const times = [...naive.due.values()];
        expect(queue.size).toBe(times.length);
        expect(queue.nextDueMs).toBe(times.length === 0 ? undefined : Math.min(...times));
        expect(queue.dueOf(each)).toBe(naive.due.get(each));
        expect(queue.countDueBy(at, 5)).toBe(
          Math.min(5, times.filter((dueMs) => dueMs <= at).length),
        );
      }
    }),
  );
});
