import { expect, it } from 'vitest';
import type { Results } from '../stats/results.js';
import { regressions, unexpected } from './check.js';

const resultsWith = (mean: number, callsPerRequest: number): Results => ({
  results: [
    {
      scenario: '1-usual',
      strategy: 'this-package',
      seeds: 1,
      stats: {
        delayMs: { mean, p50: 1, p95: 1, max: 1 },
        callsPerRequest,
        callsPerSecond: 1,
        throttledShare: 0,
        finishMs: 1,
        failedWaits: 0,
        wrong: 0,
        requests: 1,
      },
    },
  ],
});

it('accepts values that are better, or worse by up to 10 %', () => {
  expect(regressions(resultsWith(108, 0.5), resultsWith(100, 1))).toEqual([]);
});

it('names the values that are worse', () => {
  expect(regressions(resultsWith(111, 1.2), resultsWith(100, 1))).toEqual([
    '1-usual, this-package: mean delay, ms 111, expected 100',
    '1-usual, this-package: calls per request 1.2, expected 1',
  ]);
});

it('names missing and unexpected results', () => {
  const none = { results: [] };
  expect(regressions(none, resultsWith(1, 1))).toEqual(['1-usual, this-package: not measured']);
  expect(unexpected(resultsWith(1, 1), none)).toEqual([
    '1-usual, this-package: not in expected.json',
  ]);
});
