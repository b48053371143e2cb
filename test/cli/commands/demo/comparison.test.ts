import { describe, expect, it } from 'vitest';
import { loopCost } from '../../../../src/cli/commands/demo/comparison.js';

describe('loopCost', () => {
  it('counts a poll at once, and one per interval until the end is seen', () => {
    const timings = [500, 2_000, 2_001].map((durationMs) => ({ durationMs, delayMs: 0 }));
    // Polls at 0 and 2 s; at 0 and 2 s; at 0, 2 and 4 s.
    expect(loopCost(timings, 2_000).calls).toBe(7);
    expect(loopCost(timings, 2_000).delayMs).toBeCloseTo((1_500 + 0 + 1_999) / 3);
  });

  it('is 0 without requests', () => {
    expect(loopCost([], 2_000)).toEqual({ calls: 0, delayMs: 0 });
  });
});
