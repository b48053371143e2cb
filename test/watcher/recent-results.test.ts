import { expect, it } from 'vitest';
import { RecentResults } from '../../src/watcher/watcher.js';
import { isTerminalEvent, type RequestEvent } from '../../src/watcher/request-event.js';
import { eventOf, numberOf } from './delivery/support.js';

function recentOf(types: readonly RequestEvent['type'][]): RecentResults {
  const recent = new RecentResults();
  const events = types.map((type, index) => eventOf(index, type, new Date(index)));
  for (const event of events.filter(isTerminalEvent)) recent.add(event);
  return recent;
}

const many = (count: number, type: 'succeeded' | 'failed') =>
  Array.from({ length: count }, () => type);

it('keeps the last 200, newest first', () => {
  const { all } = recentOf(many(1_000, 'succeeded'));
  expect(all.map(numberOf)).toEqual(Array.from({ length: 200 }, (_, index) => 999 - index));
});

it('keeps the last 50 failures, however many requests succeed', () => {
  const { all } = recentOf([...many(60, 'failed'), ...many(1_000, 'succeeded')]);
  expect(all).toHaveLength(200);
  const failures = all.filter(({ type }) => type === 'failed');
  expect(failures.map(numberOf)).toEqual(Array.from({ length: 50 }, (_, index) => 59 - index));
});

it('keeps 200 when all fail', () => {
  const { all } = recentOf([...many(10, 'succeeded'), ...many(300, 'failed')]);
  expect(all.map(numberOf)).toEqual(Array.from({ length: 200 }, (_, index) => 309 - index));
});
