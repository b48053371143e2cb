import { describe, expect, it } from 'vitest';
import { demoSummary } from '../../../../src/cli/commands/demo/demo-summary.js';
import { failedEvent, figures, HOSTILE, succeededEvent, UNSAFE } from '../../terminal/support.js';

describe('demoSummary', () => {
  it('says what succeeded, what failed and why, how long, and at what cost', () => {
    const outcomes = [succeededEvent(1), failedEvent(HOSTILE, 2), failedEvent('Other', 3)];
    const counts = { ...figures().outcomes, succeeded: 1, failed: 2 };
    const calls = { describe: 2, list: 3, throttled: 1, failed: 0 };
    const timings = outcomes.map(() => ({ durationMs: 3_000, delayMs: 600 }));
    const figured = figures({ tracked: 3, outcomes: counts, calls, elapsedMs: 3_600 });
    const lines = demoSummary(outcomes, figured, timings).split('\n');
    expect(lines).toEqual([
      '',
      'Of 3 requests, 1 succeeded, 2 failed, in 3.6 s.',
      '',
      'Why they failed:',
      expect.stringMatching(/^ {2}2 other {2}\\u001b\[2J/),
      '',
      'This wait made 5 calls (3 list, 2 describe, 1 throttled).',
      'Describing each request every 2 s until it has ended would have made 9, if none were throttled.',
      'The mean detection delay was 600 ms; with such a loop 1 s.',
      '',
    ]);
    for (const line of lines) expect(line).not.toMatch(UNSAFE);
  });
});
