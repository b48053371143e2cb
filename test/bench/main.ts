import { writeFileSync } from 'node:fs';
import { measure } from './jobs/measure.js';
import { formatResults } from './output/table.js';
import { STRATEGIES } from './strategies/table.js';
import { SCENARIOS } from './world/scenarios.js';
const [, , seedsArg, ...names] = process.argv;
const strategies = STRATEGIES;
const scenarios = SCENARIOS.filter((s) => names.length === 0 || names.includes(s.name));
const t = Date.now();
const results = await measure(
  { scenarios, strategies, threads: 2, seeds: (s) => Math.min(s.seeds, Number(seedsArg)) },
  () => undefined,
);
process.stdout.write(formatResults(results, scenarios) + `${(Date.now() - t) / 1000}s\n`);
writeFileSync('/tmp/r.json', JSON.stringify(results));
