import { STRATEGIES } from '../strategies/table.js';
import type { Strategy } from '../strategies/strategy.js';
import type { RunRecord } from '../world/run.js';
import type { Scenario } from '../world/scenario.js';
import { SCENARIOS } from '../world/scenarios.js';

/** One run, identified by names, so that it can be sent to another thread. */
export interface Job {
  readonly scenario: string;
  readonly strategy: string;
  readonly seed: number;
}

/** The response of a worker: the record of the job, or its error. */
export type WorkerResponse =
  | { readonly job: Job; readonly record: RunRecord }
  | { readonly job: Job; readonly error: string };

/** @throws {RangeError} for an unknown name */
export function scenarioNamed(name: string): Scenario {
  return found(SCENARIOS, name, 'scenario');
}

/** @throws {RangeError} for an unknown name */
export function strategyNamed(name: string): Strategy {
  return found(STRATEGIES, name, 'strategy');
}

function found<Named extends { readonly name: string }>(
  all: readonly Named[],
  name: string,
  what: string,
): Named {
  const match = all.find((each) => each.name === name);
  if (match !== undefined) return match;
  throw new RangeError(
    `There is no ${what} "${name}". The names are: ${all.map((each) => each.name).join(', ')}.`,
  );
}
