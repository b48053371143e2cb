import { figuresOf } from '../figures/figures.js';
import type { Result, Results } from '../figures/results.js';
import { LIMIT } from '../strategies/table.js';
import type { Strategy } from '../strategies/strategy.js';
import type { RunRecord } from '../world/run.js';
import type { Scenario } from '../world/scenario.js';
import type { Job } from './job.js';
import { runJobs, type OnProgress } from './pool.js';

/** What to measure. */
export interface Selection {
  readonly scenarios: readonly Scenario[];
  readonly strategies: readonly Strategy[];
  /** How many seeds a scenario is run with: from 1 up to this one. */
  readonly seeds: (scenario: Scenario) => number;
  readonly threads: number;
}

/** Runs the selection; the limit, too, without which there is nothing to compare with. */
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
    selection.strategies.map((strategy): Result => {
      const ofLimit = runsOf(scenario.name, LIMIT);
      const figures = figuresOf(scenario, runsOf(scenario.name, strategy.name), ofLimit);
      return {
        scenario: scenario.name,
        strategy: strategy.name,
        seeds: selection.seeds(scenario),
        figures,
      };
    }),
  );
  return { results };
}

/** The most expensive scenarios first, so that no thread is left with one of them at the end. */
function jobsOf({ scenarios, strategies, seeds }: Selection): readonly Job[] {
  const names = new Set([...strategies.map(({ name }) => name), LIMIT]);
  return scenarios
    .toSorted((one, other) => other.requests - one.requests)
    .flatMap((scenario) =>
      [...names].flatMap((strategy) =>
        Array.from({ length: seeds(scenario) }, (_, index) => ({
          scenario: scenario.name,
          strategy,
          seed: index + 1,
        })),
      ),
    );
}

function keyOf(scenario: string, strategy: string): string {
  return `${scenario} ${strategy}`;
}
