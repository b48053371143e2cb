import { expect, it } from 'vitest';
import { addPage, NOTHING_READ, missesRow } from '../../../src/watcher/discovery/list-reader.js';
import { row } from './rows.js';

const read = (rows: Parameters<typeof addPage>[1]['rows'], nextToken?: string) =>
  addPage(NOTHING_READ, nextToken === undefined ? { rows } : { rows, nextToken }, 0);

const top = read([row('b', 20), row('a', 10), row('dateless')], 'more');

it('adds up pages', () => {
  const both = addPage(top, { rows: [row('z', 5)] }, 3);
  expect(both).toMatchObject({ pages: 2, found: 3, oldestMs: 5, isComplete: true });
  expect(both.rows).toHaveLength(4);
  expect(top).toMatchObject({ pages: 1, found: 0, oldestMs: 10, isComplete: false });
});

it.each([
  ['a running row that is newer than what the top shows down to', [row('new', 30)], true],
  ['one in between', [row('between', 15)], true],
  ['one that the top shows', [row('b', 20)], false],
  ['one that is older', [row('old', 10)], false],
  ['one without a date', [row('x')], false],
  ['ignored', [], false],
])('rows that the top should have shown: %s', (_, rows, expected) => {
  expect(missesRow(top, read(rows))).toBe(expected);
});

it('a list that was read completely misses no rows', () => {
  expect(missesRow(read([row('a', 10)]), read([row('new', 30)]))).toBe(false);
});
