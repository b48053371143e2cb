import { expect, it } from 'vitest';
import { ParkedEvents } from '../../../src/watcher/delivery/parked-events.js';

const item = (number: number, dueMs = 0) => ({ number, attempts: 1, dueMs });

it('gives what is due back in the order in which it came, as far as there is room', () => {
  const shelf = new ParkedEvents();
  shelf.putBack('b', [item(3), item(7)]);
  shelf.putBack('a', [item(1, 50)]);
  shelf.putBack('c', [item(2), item(4)]);
  expect([shelf.size, shelf.dueMs]).toEqual([5, 0]);
  expect(shelf.due(10, 3)).toEqual([
    { key: 'b', items: [item(3), item(7)] },
    { key: 'c', items: [item(2)] },
  ]);
  for (const shelved of shelf.due(10, 3)) shelf.take(shelved);
  expect([shelf.size, shelf.has('b'), shelf.has('c')]).toEqual([2, false, true]);
  expect(shelf.due(50, 9).map(({ key }) => key)).toEqual(['a', 'c']);
});

it('keeps the events of a request in order, and waits for the first of them', () => {
  const shelf = new ParkedEvents();
  shelf.add('a', item(5));
  shelf.putBack('a', [item(2, 80), item(3)]);
  expect(shelf.dueMs).toBe(80);
  expect(shelf.due(79, 9)).toEqual([]);
  expect(shelf.due(80, 9)).toEqual([{ key: 'a', items: [item(2, 80), item(3), item(5)] }]);
});

it('has nothing due when it is empty', () => {
  expect(new ParkedEvents().dueMs).toBe(Infinity);
});
