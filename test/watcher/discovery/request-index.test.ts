import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MARGIN_MS, RequestIndex } from '../../../src/watcher/discovery/request-index.js';
import { row } from './rows.js';

const HOUR = MARGIN_MS;

it('follows requests in progress of any age, and ended ones only after the watermark', () => {
  const index = new RequestIndex(1_000);
  expect(index.classify(row('a', 1, 'IN_PROGRESS'))).toBe('in-progress');
  expect(index.classify(row('b', undefined, 'IN_PROGRESS'))).toBe('in-progress');
  expect(index.classify(row('c', 999))).toBe('ignored');
  expect(index.classify(row('d', 1_000, 'FAILED'))).toBe('ended');
  expect(index.classify(row('e'))).toBe('ignored');
});

it('a request that is followed or was reported is known', () => {
  const index = new RequestIndex(0, [['old', { createdMs: 5, reportedMs: 6 }]]);
  index.open('a');
  expect(index.isOpen('a')).toBe(true);
  expect(index.classify(row('a', 5, 'IN_PROGRESS'))).toBe('ignored');
  index.report('a', { createdMs: 5, reportedMs: 6 });
  expect(index.isOpen('a')).toBe(false);
  // Lists may lag.
  expect(index.classify(row('a', 5, 'IN_PROGRESS'))).toBe('ignored');
  expect(index.classify(row('old', 5))).toBe('ignored');
  expect(index.size).toBe(2);
});

it('ignores a lost request in progress, but reports its end', () => {
  const index = new RequestIndex(1_000);
  index.open('a');
  index.lose('a', 0);
  expect(index.classify(row('a', 5, 'IN_PROGRESS'))).toBe('ignored');
  expect(index.classify(row('a', 5))).toBe('ended');
  index.advance(30 * HOUR, 30 * HOUR);
  expect(index.classify(row('a', 5, 'IN_PROGRESS'))).toBe('in-progress');
});

it('raises the watermark to an hour before the covered time, and never lowers it', () => {
  const index = new RequestIndex(0);
  expect(index.advance(3 * HOUR, 5 * HOUR)).toEqual([]);
  expect(index.watermarkMs).toBe(2 * HOUR);
  expect(index.advance(2 * HOUR, 5 * HOUR)).toBeUndefined();
  expect(index.watermarkMs).toBe(2 * HOUR);
});

it('bounds the watermark by the present', () => {
  const index = new RequestIndex(0);
  index.classify(row('future', 1e15));
  expect(index.newestBy(2 * HOUR)).toBe(2 * HOUR);
  index.advance(1e15, 2 * HOUR);
  expect(index.watermarkMs).toBe(HOUR);
});

it('forgets requests older than the watermark that were reported an hour ago', () => {
  const nowMs = 10 * HOUR;
  const index = new RequestIndex(0, [
    ['old', { createdMs: 1, reportedMs: 2 }],
    ['dateless', { reportedMs: 2 }],
    ['just reported', { createdMs: 1, reportedMs: nowMs - HOUR + 1 }],
    ['young', { createdMs: 9 * HOUR, reportedMs: 2 }],
  ]);
  expect(index.advance(nowMs, nowMs)).toEqual(['old', 'dateless']);
  expect(index.size).toBe(2);
});

it('reports no end twice, whatever the lists show and however often it forgets', () => {
  const step = fc.record({
    id: fc.nat(30),
    ended: fc.boolean(),
    seenMs: fc.integer({ min: 0, max: 50 * HOUR }),
    passMs: fc.integer({ min: 0, max: HOUR }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const index = new RequestIndex(0);
      const reported = new Set<number>();
      let nowMs = 0;
      for (const { id, ended, seenMs, passMs } of steps) {
        nowMs += passMs;
        // A request is created once, and ends once; lists show the end for as long as they like.
        const createdMs = id * HOUR;
        if (createdMs > nowMs) continue;
        const status = ended || reported.has(id) ? 'SUCCEEDED' : 'IN_PROGRESS';
        const judgement = index.classify(row(`${id}`, createdMs, status));
        if (judgement === 'ended') {
          expect(reported.has(id)).toBe(false);
          reported.add(id);
          index.open(`${id}`);
          index.report(`${id}`, { createdMs, reportedMs: nowMs });
        }
        index.advance(seenMs, nowMs);
      }
    }),
  );
});
