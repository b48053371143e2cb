import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colourStatus } from '../../../src/cli/terminal/colour.js';
import { outcomeTable } from '../../../src/cli/terminal/outcome-text.js';
import { table } from '../../../src/cli/terminal/table.js';
import { checkProperty } from '../../properties/check-property.js';
import {
  abortedOutcome,
  failedEvent,
  HOSTILE,
  succeededEvent,
  timedOutEvent,
  UNSAFE,
} from './support.js';

describe('table', () => {
  it('aligns columns, and marks absent cells', () => {
    expect(
      table(
        ['A', 'LONG', 'LAST'],
        [
          ['wide cell', undefined, 'x'],
          ['b', 'c', ''],
        ],
      ),
    ).toEqual(['A          LONG  LAST', 'wide cell  -     x', 'b          c     -']);
  });

  it('is one safe line per row for any cells', () => {
    const cell = fc.string({ unit: 'binary' });
    checkProperty(
      fc.property(fc.array(fc.tuple(cell, cell)), (rows) => {
        const lines = table(['A', 'B'], rows);
        expect(lines).toHaveLength(rows.length + 1);
        for (const line of lines) expect(line).not.toMatch(UNSAFE);
      }),
    );
  });
});

describe('outcomeTable', () => {
  it('shows the result and the reason of each request', () => {
    const outcomes = [succeededEvent(), failedEvent(HOSTILE), timedOutEvent(), abortedOutcome()];
    const lines = outcomeTable(outcomes);
    expect(lines[0]).toMatch(/^STATUS +KIND +REQUEST ID +ACCOUNT +TIME +REASON$/);
    expect(lines.slice(1).map((line) => line.split(/ {2,}/))).toEqual([
      [
        'SUCCEEDED',
        'account-assignment-creation',
        expect.any(String),
        '111122223333',
        '12.3s',
        '-',
      ],
      [
        'FAILED',
        expect.any(String),
        expect.any(String),
        '-',
        '12.3s',
        expect.stringContaining('u001b'),
      ],
      ['TIMED-OUT', expect.any(String), expect.any(String), '-', '12.3s', 'last seen IN_PROGRESS'],
      ['ABORTED', expect.any(String), expect.any(String), '-', '12.3s', 'last seen IN_PROGRESS'],
    ]);
    for (const line of lines) expect(line).not.toMatch(UNSAFE);
  });

  it('colours the status only', () => {
    const [, line] = outcomeTable([succeededEvent()], colourStatus);
    expect(line?.startsWith('\u001B[32mSUCCEEDED\u001B[39m  account')).toBe(true);
  });
});
