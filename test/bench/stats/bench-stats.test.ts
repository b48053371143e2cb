import { expect, it } from 'vitest';
import type { RunRecord } from '../world/run.js';
import { scenarioNamed } from '../jobs/job.js';
import { statsOf } from './bench-stats.js';

const run = (waits: RunRecord['waits'], changes: Partial<RunRecord> = {}): RunRecord => ({
  waits,
  wrong: 0,
  finishedAtMs: 20_000,
  own: { calls: 10, throttled: 1 },
  rivals: { calls: 0, throttled: 0 },
  stormy: { calls: 0, throttled: 0 },
  ...changes,
});

it('combines the requests of all seeds, and excludes failed waits from the delay', () => {
  const runs = [
    run([{ endedAtMs: 1_000, delayMs: 100 }, { endedAtMs: 2_000 }]),
    run([
      { endedAtMs: 1_000, delayMs: 300 },
      { endedAtMs: 2_000, delayMs: 800 },
    ]),
  ];
  const limit = [run([], { finishedAtMs: 10_000 }), run([], { finishedAtMs: 20_000 })];
  expect(statsOf(scenarioNamed('1-usual'), runs, limit)).toEqual({
    delayMs: { mean: 400, p50: 300, p95: 800, max: 800 },
    callsPerRequest: 5,
    callsPerSecond: 0.5,
    throttledShare: 0.1,
    finishRatio: 1.5,
    finishMs: 20_000,
    failedWaits: 1,
    wrong: 0,
    requests: 4,
  });
});

it('separates requests that ended before, during, shortly after and later than a storm', () => {
  const waits = [
    { endedAtMs: 9_999, delayMs: 1 },
    { endedAtMs: 10_000, delayMs: 2 },
    { endedAtMs: 69_999, delayMs: 4 },
    { endedAtMs: 70_000, delayMs: 5 },
    { endedAtMs: 80_000, delayMs: 6 },
  ];
  const stormy = { calls: 12, throttled: 7 };
  const { storm } = statsOf(scenarioNamed('storm'), [run(waits, { stormy })], undefined);
  expect(storm).toEqual({
    calls: 12,
    throttledCalls: 7,
    delayMs: { before: 1, during: 3, just: 5, after: 6 },
  });
});
