import { expect, it } from 'vitest';
import { ParkedEvents } from '../../../src/watcher/delivery/event-buffer.js';

const event = (number: number, dueMs = 0) => ({ number, attempts: 1, dueMs });

it('restores due events in the order of parking, while there is room', () => {
  const parked = new ParkedEvents();
  parked.prepend('b', [event(3), event(7)]);
  parked.prepend('a', [event(1, 50)]);
  parked.prepend('c', [event(2), event(4)]);
  expect([parked.size, parked.dueMs]).toEqual([5, 0]);
  expect(parked.due(10, 3)).toEqual([
    { key: 'b', events: [event(3), event(7)] },
    { key: 'c', events: [event(2)] },
  ]);
  for (const request of parked.due(10, 3)) parked.remove(request);
  expect([parked.size, parked.has('b'), parked.has('c')]).toEqual([2, false, true]);
  expect(parked.due(50, 9).map(({ key }) => key)).toEqual(['a', 'c']);
});

it('keeps the events of a request in order, and waits for the first of them', () => {
  const parked = new ParkedEvents();
  parked.append('a', event(5));
  parked.prepend('a', [event(2, 80), event(3)]);
  expect(parked.dueMs).toBe(80);
  expect(parked.due(79, 9)).toEqual([]);
  expect(parked.due(80, 9)).toEqual([{ key: 'a', events: [event(2, 80), event(3), event(5)] }]);
});

it('has nothing due when it is empty', () => {
  expect(new ParkedEvents().dueMs).toBe(Infinity);
});
