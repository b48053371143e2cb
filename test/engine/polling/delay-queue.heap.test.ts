import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DueHeap } from '../../../src/engine/polling/delay-queue.js';
import { checkProperty } from '../../properties/check-property.js';

it('is empty at first', () => {
  const queue = new DueHeap<string>();
  expect(queue.size).toBe(0);
  expect(queue.nextDueMs).toBeUndefined();
  expect(queue.takeDue(Infinity)).toEqual([]);
});

it('takes the items that are due, earliest first, and keeps the rest', () => {
  const queue = new DueHeap<string>();
  queue.add('c', 30);
  queue.add('a', 10);
  queue.add('b', 20);
  expect(queue.nextDueMs).toBe(10);
  expect(queue.takeDue(20)).toEqual(['a', 'b']);
  expect(queue.size).toBe(1);
  expect(queue.nextDueMs).toBe(30);
});

it('keeps the earlier time of an item that is added again', () => {
  const queue = new DueHeap<string>();
  queue.add('a', 20);
  queue.add('a', 30);
  expect(queue.dueOf('a')).toBe(20);
  queue.add('a', 10);
  expect(queue.dueOf('a')).toBe(10);
  expect(queue.size).toBe(1);
});

it('moves an item to a later time only by postpone', () => {
  const queue = new DueHeap<string>();
  queue.add('a', 10);
  queue.add('b', 20);
  queue.postpone('a', 30);
  expect(queue.takeDue(30)).toEqual(['b', 'a']);
});

it('keeps its order when an earlier item replaces a removed one', () => {
  const queue = new DueHeap<number>();
  // In heap order: the last, 4, replaces 30 and must rise above 20.
  const dues = [1, 10, 2, 20, 21, 100, 3, 30, 31, 32, 33, 101, 102, 103, 4];
  for (const dueMs of dues) queue.add(dueMs, dueMs);
  queue.remove(30);
  expect(queue.takeDue(10)).toEqual([1, 2, 3, 4, 10]);
});

it('removing an absent item has no effect', () => {
  const queue = new DueHeap<string>();
  queue.add('a', 10);
  queue.remove('b');
  expect(queue.size).toBe(1);
});

it('counts due items up to a maximum', () => {
  const queue = new DueHeap<number>();
  for (let item = 0; item < 10; item += 1) queue.add(item, item);
  expect(queue.countDueBy(4, 100)).toBe(5);
  expect(queue.countDueBy(4, 3)).toBe(3);
  expect(queue.countDueBy(-1, 3)).toBe(0);
  expect(queue.countDueBy(4, 0)).toBe(0);
});

/** A reference implementation: a map that is searched completely. */
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

const ascending = (one: number, other: number) => one - other;

const item = fc.nat(30);
const time = fc.integer({ min: -50, max: 50 });
const act = fc.oneof(
  { weight: 8, arbitrary: fc.constant('add') },
  { weight: 2, arbitrary: fc.constant('postpone') },
  { weight: 4, arbitrary: fc.constant('remove') },
  { weight: 1, arbitrary: fc.constant('takeDue') },
);
const step = fc.record({ act, item, time });

it('behaves as a naive queue', () => {
  checkProperty(
    fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
      const queue = new DueHeap<number>();
      const naive = new NaiveQueue();
      for (const { act: what, item: each, time: at } of steps) {
        if (what === 'add') {
          queue.add(each, at);
          naive.add(each, at);
        } else if (what === 'postpone') {
          queue.postpone(each, at);
          naive.due.set(each, at);
        } else if (what === 'remove') {
          queue.remove(each);
          naive.due.delete(each);
        } else {
          // Items that are due at the same time may come in any order.
          const dues = new Map(naive.due);
          const taken = queue.takeDue(at);
          expect(taken.toSorted(ascending)).toEqual(naive.takeDue(at).toSorted(ascending));
          const times = taken.map((one) => dues.get(one) ?? NaN);
          expect(times).toEqual(times.toSorted(ascending));
        }
        const times = [...naive.due.values()];
        expect(queue.size).toBe(times.length);
        expect(queue.nextDueMs).toBe(times.length === 0 ? undefined : Math.min(...times));
        expect(queue.dueOf(each)).toBe(naive.due.get(each));
        expect(queue.countDueBy(at, 5)).toBe(
          Math.min(5, times.filter((dueMs) => dueMs <= at).length),
        );
      }
      const rest = queue.takeDue(Infinity).map((each) => naive.due.get(each) ?? NaN);
      expect(rest).toEqual([...naive.due.values()].toSorted(ascending));
    }),
  );
});
