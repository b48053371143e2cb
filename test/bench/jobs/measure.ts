import { statsOf } from '../stats/bench-stats.js';
import type { Result, Results } from '../stats/results.js';
import { LIMIT } from '../strategies/table.js';
import type { Strategy } from '../strategies/strategy.js';
import type { RunRecord } from '../world/run.js';
import type { Scenario } from '../world/scenario.js';
import { strategyNamed, type Job } from './job.js';
import { runJobs, type OnProgress } from './pool.js';

/** The selected scenarios and strategies. */
export interface Selection {
  readonly scenarios: readonly Scenario[];
  readonly strategies: readonly Strategy[];
  /** The number of seeds of a strategy in a scenario, counted from 1; 0 skips it. */
  readonly seeds: (scenario: Scenario, strategy: Strategy) => number;
  readonly threads: number;
  /** Whether to run the limit even if it is not selected, to compare the time to finish. */
  readonly withLimit: boolean;
}

/** Runs the selection. */
export async function measure(selection: Selection, onProgress: OnProgress): Promise<Results> {
  const jobs = jobsOf(selection);
  const records = await runJobs(jobs, selection.threads, onProgress);
  const runs = new Map<string, Map<number, RunRecord>>();
  for (const [index, { scenario, strategy, seed }] of jobs.entries()) {
    const bySeed = runs.get(keyOf(scenario, strategy)) ?? new Map<number, RunRecord>();
    const record = records[index];
    if (record) runs.set(keyOf(scenario, strategy), bySeed.set(seed, record));
  }
  const runsOf = (scenario: string, strategy: string): RunRecord[] => [
    ...(runs.get(keyOf(scenario, strategy))?.values() ?? []),
  ];
  const results = selection.scenarios.flatMap((scenario) =>
    selection.strategies.flatMap((strategy): readonly Result[] => {
      const seeds = selection.seeds(scenario, strategy);
      if (seeds === 0) return [];
      const ofLimit = runsOf(scenario.name, LIMIT);
      const stats = statsOf(scenario, runsOf(scenario.name, strategy.name), ofLimit);
      return [{ scenario: scenario.name, strategy: strategy.name, seeds, stats }];
    }),
  );
  return { results };
}

/** The most expensive scenarios first, so that none of them runs alone at the end. */
function jobsOf({ scenarios, strategies, seeds, withLimit }: Selection): readonly Job[] {
  const limit = strategyNamed(LIMIT);
  return scenarios
    .toSorted((one, other) => other.requests - one.requests)
    .flatMap((scenario) => {
      const seedsOf = strategies.map((strategy) => ({
        strategy,
        count: seeds(scenario, strategy),
      }));
      const most = Math.max(...seedsOf.map(({ count }) => count));
      const others = seedsOf.filter(({ strategy }) => !withLimit || strategy !== limit);
      return [{ strategy: limit, count: withLimit ? most : 0 }, ...others].flatMap(
        ({ strategy, count }) =>
          Array.from({ length: count }, (_, index) => ({
            scenario: scenario.name,
            strategy: strategy.name,
            seed: index + 1,
          })),
      );
    });
}

function keyOf(scenario: string, strategy: string): string {
  return `${scenario} ${strategy}`;
}
