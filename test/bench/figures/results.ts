import type { Figures } from './figures.js';

/** The figures of one strategy in one scenario. */
export interface Result {
  readonly scenario: string;
  readonly strategy: string;
  readonly seeds: number;
  readonly figures: Figures;
}

/** What a bench run found: the same for the same code, whenever and wherever it runs. */
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
