import { describe, expect, it } from 'vitest';
import { callsOf, summaryLine } from '../../../src/cli/terminal/wait-stats.js';
import { statsOf } from './support.js';

describe('summaryLine', () => {
  it('contains the results, the duration and the calls', () => {
    const outcomes = { ...statsOf().outcomes, succeeded: 22, 'timed-out': 2 };
    const calls = { describe: 4, list: 8, throttled: 3, failed: 1 };
    expect(summaryLine(statsOf({ tracked: 24, outcomes, calls, elapsedMs: 14_200 }))).toBe(
      '22 succeeded, 2 timed out of 24 in 14.2 s, 12 calls (8 list, 4 describe, 3 throttled, 1 failed)',
    );
  });

  it('omits zeros', () => {
    expect(callsOf(statsOf({ calls: { describe: 1, list: 0, throttled: 0, failed: 0 } }))).toBe(
      '1 call (0 list, 1 describe)',
    );
  });
});
