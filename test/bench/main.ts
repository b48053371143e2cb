import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Results } from './stats/results.js';
import { HELP, readFlags, type Flags } from './flags.js';
import { scenarioNamed } from './jobs/job.js';
import { measure } from './jobs/measure.js';
import { chartOf } from './output/chart.js';
import { regressions, unexpected } from './output/check.js';
import { formatMarkdown } from './output/markdown.js';
import { progressLine } from './output/progress.js';
import { withSummary } from './output/summary.js';
import { formatResults } from './output/table.js';
import { selectionOf } from './selection.js';
import { STRATEGIES } from './strategies/table.js';
import { SCENARIOS } from './world/scenarios.js';

const EXPECTED = fileURLToPath(new URL('../../test/bench/expected.json', import.meta.url));

try {
  await run(readFlags(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

async function run(flags: Flags): Promise<void> {
  if (flags.help) process.stdout.write(HELP);
  else if (flags.list) process.stdout.write(names());
  else await bench(flags);
}

async function bench(flags: Flags): Promise<void> {
  const startedMs = performance.now();
  const results = flags.from === undefined ? await measured(flags) : readResults(flags.from);
  process.stdout.write(formatResults(results, SCENARIOS));
  if (flags.from === undefined) {
    process.stdout.write(`Took ${((performance.now() - startedMs) / 1000).toFixed(0)} s.\n`);
  }
  const scenarios = SCENARIOS.filter(({ name }) =>
    results.results.some(({ scenario }) => scenario === name),
  );
  if (flags.json !== undefined) writeResults(flags.json, results);
  if (flags.markdown !== undefined) {
    writeFileSync(flags.markdown, formatMarkdown(results, scenarios));
  }
  if (flags.table !== undefined) {
    writeFileSync(flags.table, withSummary(readFileSync(flags.table, 'utf8'), results));
  }
  if (flags.chart !== undefined) {
    writeFileSync(flags.chart, chartOf(results, scenarioNamed(flags.chartScenario)));
  }
  if (flags.quick && flags.update) writeResults(EXPECTED, results);
  else if (flags.quick) compare(results, flags);
}

async function measured(flags: Flags): Promise<Results> {
  // Set here, because workers copy the environment when they start.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  const progress = progressLine(process.stderr);
  const results = await measure(selectionOf(flags), progress.show);
  progress.clear();
  return results;
}

function compare(found: Results, flags: Flags): void {
  const all = readResults(EXPECTED);
  const expected = {
    results: all.results.filter(
      ({ scenario }) => flags.scenarios.length === 0 || flags.scenarios.includes(scenario),
    ),
  };
  const worse = [...regressions(found, expected), ...unexpected(found, expected)];
  if (worse.length === 0) {
    process.stdout.write('Nothing is worse than expected.json by more than 10 %.\n');
    return;
  }
  process.stderr.write(`Worse than expected.json by more than 10 %:\n  ${worse.join('\n  ')}\n`);
  process.exitCode = 1;
}

function names(): string {
  const lines = [...SCENARIOS, ...STRATEGIES].map(
    ({ name, title }) => `  ${name.padEnd(26)}${title}`,
  );
  const scenarios = lines.slice(0, SCENARIOS.length);
  const strategies = lines.slice(SCENARIOS.length);
  return ['Scenarios:', ...scenarios, 'Strategies:', ...strategies, ''].join('\n');
}

function readResults(file: string): Results {
  return JSON.parse(readFileSync(file, 'utf8')) as Results;
}

function writeResults(file: string, results: Results): void {
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
}
