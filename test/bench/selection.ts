import type { Flags } from './flags.js';
import { scenarioNamed, strategyNamed } from './jobs/job.js';
import type { Selection } from './jobs/measure.js';
import { isPeer, OURS, STRATEGIES } from './strategies/table.js';
import { thisPackage } from './strategies/this-package.js';
import { SCENARIOS } from './world/scenarios.js';

/** The selection of the flags. @throws {RangeError} for an unknown name */
export function selectionOf(flags: Flags): Selection {
  return flags.quick ? quickSelection(flags) : fullSelection(flags);
}

function fullSelection({ scenarios, strategies, seeds, threads }: Flags): Selection {
  return {
    scenarios: scenarios.length === 0 ? SCENARIOS : scenarios.map(scenarioNamed),
    strategies: strategies.length === 0 ? STRATEGIES : strategies.map(strategyNamed),
    seeds: (scenario, strategy) =>
      seeds ?? (isPeer(strategy.name) ? scenario.peerSeeds : scenario.seeds),
    threads,
    withLimit: true,
  };
}

/** The scenarios that the quick check runs with separate waiters. */
const QUICK_FOR_WAITERS: ReadonlySet<string> = new Set(['1-usual', '100-usual']);

/** This package only, in the scenarios that have seeds for the quick check. */
function quickSelection({ scenarios, seeds, threads }: Flags): Selection {
  return {
    scenarios:
      scenarios.length === 0
        ? SCENARIOS.filter(({ quickSeeds }) => quickSeeds > 0)
        : scenarios.map(scenarioNamed),
    strategies: OURS.map(strategyNamed),
    seeds: ({ name, quickSeeds }, strategy) => {
      if (strategy === thisPackage || QUICK_FOR_WAITERS.has(name)) return seeds ?? quickSeeds;
      return 0;
    },
    threads,
    withLimit: false,
  };
}
