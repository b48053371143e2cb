import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REQUEST_KINDS } from '../../../src/engine/requests/kinds.js';
import {
  liveFrame,
  liveRowsFor,
  type LiveContent,
} from '../../../src/cli/terminal/progress-live.js';
import { widthOf } from '../../../src/cli/terminal/width.js';
import { checkProperty } from '../../properties/check-property.js';
import { statsOf, progressOf, UNSAFE } from './support.js';

describe('liveFrame', () => {
  it('shows counts, time, rate, throttling, and the given rows', () => {
    const content: LiveContent = {
      stats: statsOf({
        tracked: 24,
        pending: 3,
        outcomes: { ...statsOf().outcomes, succeeded: 19, failed: 2 },
        calls: { describe: 4, list: 30, throttled: 5, failed: 0 },
        ratePerSecond: 3.25,
        elapsedMs: 75_900,
      }),
      rows: [{ ...progressOf(), accountId: '111122223333', sinceMs: 1_000 }],
      problem: undefined,
      nowMs: 13_999,
    };
    expect(liveFrame(content, { columns: 80, rows: 24 })).toEqual([
      '21 of 24 ended · 19 succeeded · 2 failed · 1min15s',
      '  34 calls · slowed to 3.3 calls/s · throttled 5×',
      '      12s  creation      0f6e1f0a-1b2c-4d3e-8f90-000000000001  111122223333',
      '  … and 2 more in progress',
    ]);
  });

  it('shows a slowed rate only if its text is lower than the ceiling', () => {
    const lineAt = (ratePerSecond: number) => {
      const stats = statsOf({ ratePerSecond, ceilingPerSecond: 10 });
      const content = { stats, rows: [], problem: undefined, nowMs: 0 };
      return liveFrame(content, { columns: 80, rows: 24 })[1];
    };
    expect(lineAt(9.9)).toBe('  0 calls · slowed to 9.9 calls/s');
    expect(lineAt(9.97)).toBe('  0 calls · at most 10 calls/s');
  });

  it('never exceeds the terminal, whatever its size and the text', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    const row = fc.record({
      kind: fc.constantFrom(...REQUEST_KINDS),
      requestId: text,
      accountId: fc.option(text, { nil: undefined }),
      sinceMs: fc.nat(),
    });
    checkProperty(
      fc.property(
        fc.array(row, { maxLength: 20 }),
        fc.record({ columns: fc.nat(200), rows: fc.nat(40) }),
        fc.nat(10_000),
        text,
        (rows, size, pending, problem) => {
          const content: LiveContent = {
            stats: statsOf({ tracked: pending, pending }),
            rows: rows.slice(0, liveRowsFor(size)),
            problem: { type: 'failing', text: problem },
            nowMs: 0,
          };
          const lines = liveFrame(content, size);
          expect(lines.length).toBeLessThanOrEqual(Math.max(0, size.rows - 1));
          for (const line of lines) {
            expect(widthOf(line)).toBeLessThanOrEqual(Math.max(0, size.columns - 1));
          }
        },
      ),
    );
  });

  it('is safe for terminals', () => {
    const rows = [{ ...progressOf(), requestId: '\u001B[2J', accountId: '\n', sinceMs: 0 }];
    const content = { stats: statsOf(), rows, problem: undefined, nowMs: 0 };
    for (const line of liveFrame(content, { columns: 80, rows: 24 })) {
      expect(line).not.toMatch(UNSAFE);
    }
  });
});
