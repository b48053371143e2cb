import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MARGIN_MS, RequestIndex } from '../../../src/watcher/discovery/request-index.js';
import { row } from './rows.js';

const HOUR = MARGIN_MS;

it('what runs is followed whenever it began; what has ended only from the watermark on', () => {
  const book = new RequestIndex(1_000);
  expect(book.judge(row('a', 1, 'IN_PROGRESS'))).toBe('running');
  expect(book.judge(row('b', undefined, 'IN_PROGRESS'))).toBe('running');
  expect(book.judge(row('c', 999))).toBe('nothing');
  expect(book.judge(row('d', 1_000, 'FAILED'))).toBe('ended');
  expect(book.judge(row('e'))).toBe('nothing');
});

it('a request that is followed or was reported is known', () => {
  const book = new RequestIndex(0, [['old', { createdMs: 5, reportedMs: 6 }]]);
  book.open('a');
  expect(book.isOpen('a')).toBe(true);
  expect(book.judge(row('a', 5, 'IN_PROGRESS'))).toBe('nothing');
  book.report('a', { createdMs: 5, reportedMs: 6 });
  expect(book.isOpen('a')).toBe(false);
  // Lists may lag.
  expect(book.judge(row('a', 5, 'IN_PROGRESS'))).toBe('nothing');
  expect(book.judge(row('old', 5))).toBe('nothing');
  expect(book.size).toBe(2);
});

it('a lost request is not found again and again, but its end is still worth telling', () => {
  const book = new RequestIndex(1_000);
  book.open('a');
  book.lose('a', 0);
  expect(book.judge(row('a', 5, 'IN_PROGRESS'))).toBe('nothing');
  expect(book.judge(row('a', 5))).toBe('ended');
  book.advance(30 * HOUR, 30 * HOUR);
  expect(book.judge(row('a', 5, 'IN_PROGRESS'))).toBe('running');
});

it('the watermark rises to an hour before what was seen, and never falls', () => {
  const book = new RequestIndex(0);
  expect(book.advance(3 * HOUR, 5 * HOUR)).toEqual([]);
  expect(book.watermarkMs).toBe(2 * HOUR);
  expect(book.advance(2 * HOUR, 5 * HOUR)).toBeUndefined();
  expect(book.watermarkMs).toBe(2 * HOUR);
});

it('a date in the future raises the watermark no higher than the present', () => {
  const book = new RequestIndex(0);
  book.judge(row('future', 1e15));
  expect(book.newestBy(2 * HOUR)).toBe(2 * HOUR);
  book.advance(1e15, 2 * HOUR);
  expect(book.watermarkMs).toBe(HOUR);
});

it('forgets what is older than the watermark and was reported an hour ago', () => {
  const nowMs = 10 * HOUR;
  const book = new RequestIndex(0, [
    ['old', { createdMs: 1, reportedMs: 2 }],
    ['dateless', { reportedMs: 2 }],
    ['just reported', { createdMs: 1, reportedMs: nowMs - HOUR + 1 }],
    ['young', { createdMs: 9 * HOUR, reportedMs: 2 }],
  ]);
  expect(book.advance(nowMs, nowMs)).toEqual(['old', 'dateless']);
  expect(book.size).toBe(2);
});

it('tells no end twice, whatever is shown and however often it forgets', () => {
  const step = fc.record({
    id: fc.nat(30),
    ended: fc.boolean(),
    seenMs: fc.integer({ min: 0, max: 50 * HOUR }),
    passMs: fc.integer({ min: 0, max: HOUR }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const book = new RequestIndex(0);
      const told = new Set<number>();
      let nowMs = 0;
      for (const { id, ended, seenMs, passMs } of steps) {
        nowMs += passMs;
        // A request is created once, and ends once; lists show the end for as long as they like.
        const createdMs = id * HOUR;
        if (createdMs > nowMs) continue;
        const status = ended || told.has(id) ? 'SUCCEEDED' : 'IN_PROGRESS';
        const judgement = book.judge(row(`${id}`, createdMs, status));
        if (judgement === 'ended') {
          expect(told.has(id)).toBe(false);
          told.add(id);
          book.open(`${id}`);
          book.report(`${id}`, { createdMs, reportedMs: nowMs });
        }
        book.advance(seenMs, nowMs);
      }
    }),
  );
});
