import type { BenchStats } from './bench-stats.js';

/** The stats of one strategy in one scenario. */
export interface Result {
  readonly scenario: string;
  readonly strategy: string;
  readonly seeds: number;
  readonly stats: BenchStats;
}

/** The results of a benchmark run. They depend on the code only, not on the machine. */
export interface Results {
  readonly results: readonly Result[];
}

export function resultOf(
  { results }: Results,
  scenario: string,
  strategy: string,
): Result | undefined {
  return results.find((each) => each.scenario === scenario && each.strategy === strategy);
}
