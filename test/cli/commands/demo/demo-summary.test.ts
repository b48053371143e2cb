import { describe, expect, it } from 'vitest';
import { demoSummary } from '../../../../src/cli/commands/demo/demo-summary.js';
import { failedEvent, statsOf, HOSTILE, succeededEvent, UNSAFE } from '../../terminal/support.js';

describe('demoSummary', () => {
  it('contains the results, the reasons, the duration and the cost', () => {
    const outcomes = [succeededEvent(1), failedEvent(HOSTILE, 2), failedEvent('Other', 3)];
    const counts = { ...statsOf().outcomes, succeeded: 1, failed: 2 };
    const calls = { describe: 2, list: 3, throttled: 1, failed: 0 };
    const timings = outcomes.map(() => ({ durationMs: 3_000, delayMs: 600 }));
    const stats = statsOf({ tracked: 3, outcomes: counts, calls, elapsedMs: 3_600 });
    const lines = demoSummary(outcomes, stats, timings).split('\n');
    expect(lines).toEqual([
      '',
      '3 requests: 1 succeeded, 2 failed, in 3.6 s.',
      '',
      'Failures:',
      expect.stringMatching(/^ {2}2 other {2}\\u001b\[2J/),
      '',
      'This wait made 5 calls (3 list, 2 describe, 1 throttled).',
      'A loop that describes each request every 2 s would have made 9 calls without throttling.',
      'The mean detection delay was 600 ms; that of the loop would have been 1 s.',
      '',
    ]);
    for (const line of lines) expect(line).not.toMatch(UNSAFE);
  });
});
