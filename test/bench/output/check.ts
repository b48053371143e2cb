import type { BenchStats } from '../stats/bench-stats.js';
import { resultOf, type Results } from '../stats/results.js';

/** The factor by which a value may be worse than expected. */
const TOLERANCE = 1.1;

/** The compared values. Less is better for all of them. */
const COMPARED: readonly (readonly [name: string, of: (stats: BenchStats) => number])[] = [
  ['mean delay, ms', ({ delayMs }) => delayMs.mean],
  ['p95 delay, ms', ({ delayMs }) => delayMs.p95],
  ['calls per request', ({ callsPerRequest }) => callsPerRequest],
  ['failed waits', ({ failedWaits }) => failedWaits],
  ['wrong reports', ({ wrong }) => wrong],
];

/** A line for each value that is worse by more than 10 %, and for each missing result. */
export function regressions(found: Results, expected: Results): readonly string[] {
  return expected.results.flatMap(({ scenario, strategy, stats }) => {
    const result = resultOf(found, scenario, strategy);
    const where = `${scenario}, ${strategy}`;
    if (result === undefined) return [`${where}: not measured`];
    return COMPARED.flatMap(([name, of]) => {
      const [is, was] = [of(result.stats), of(stats)];
      return is > was * TOLERANCE ? [`${where}: ${name} ${is}, expected ${was}`] : [];
    });
  });
}

/** A line for each result that is not in expected.json. */
export function unexpected(found: Results, expected: Results): readonly string[] {
  return found.results
    .filter(({ scenario, strategy }) => resultOf(expected, scenario, strategy) === undefined)
    .map(({ scenario, strategy }) => `${scenario}, ${strategy}: not in expected.json`);
}
