import type { BenchStats } from '../stats/bench-stats.js';
import type { Result, Results } from '../stats/results.js';
import { strategyNamed } from '../jobs/job.js';
import type { Scenario } from '../world/scenario.js';

const HEAD = [
  '',
  'mean',
  'p50',
  'p95',
  'max',
  'calls/req',
  'calls/s',
  'throttled',
  'others thr.',
  'finish',
  'failed',
];

/** The results as text, with a table for each scenario. */
export function formatResults(results: Results, scenarios: readonly Scenario[]): string {
  return scenarios
    .map((scenario) => {
      const of = results.results.filter((each) => each.scenario === scenario.name);
      return of.length === 0 ? '' : formatScenario(scenario, of);
    })
    .join('');
}

function formatScenario({ name, title }: Scenario, results: readonly Result[]): string {
  const rows = [HEAD, ...results.map(({ strategy, stats }) => rowOf(strategy, stats))];
  const head = `${name}: ${title}; ${seedsOf(results)}`;
  return `${head}\n${align(rows)}${results.map(stormLine).join('')}\n`;
}

/** Such as `20 seeds`, or `20 seeds, peers the first 4 of them`. */
function seedsOf(results: readonly Result[]): string {
  const counts = results.map(({ seeds }) => seeds);
  const [most, fewest] = [Math.max(...counts), Math.min(...counts)];
  const all = `${most} ${most === 1 ? 'seed' : 'seeds'}`;
  return fewest === most ? all : `${all}, peers the first ${fewest} of them`;
}

function rowOf(strategy: string, stats: BenchStats): readonly string[] {
  const { delayMs } = stats;
  return [
    strategyNamed(strategy).title,
    seconds(delayMs.mean),
    seconds(delayMs.p50),
    seconds(delayMs.p95),
    seconds(delayMs.max),
    stats.callsPerRequest.toFixed(2),
    stats.callsPerSecond.toFixed(2),
    percent(stats.throttledShare),
    stats.rivalsThrottledShare === undefined ? '' : percent(stats.rivalsThrottledShare),
    stats.finishRatio === undefined ? '' : `× ${stats.finishRatio.toFixed(3)}`,
    failures(stats),
  ];
}

function failures({ failedWaits, wrong, requests }: BenchStats): string {
  const failed = failedWaits === 0 ? '0' : `${failedWaits} of ${requests}`;
  return wrong === 0 ? failed : `${failed}, ${wrong} WRONG`;
}

function stormLine({ strategy, stats: { storm } }: Result): string {
  if (storm === undefined) return '';
  const { before, during, just, after } = storm.delayMs;
  const delays = [before, during, just, after].map(seconds).join(', ');
  const calls = `${storm.throttledCalls.toFixed(1)} of ${storm.calls.toFixed(1)} calls throttled`;
  return `  storm, ${strategy}: ${calls}; mean delay before, during, within 10 s after, and later: ${delays}\n`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function percent(part: number): string {
  return `${(part * 100).toFixed(1)} %`;
}

function align(rows: readonly (readonly string[])[]): string {
  const widths = HEAD.map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) => {
      const cells = row.map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      });
      return `  ${cells.join('  ').trimEnd()}\n`;
    })
    .join('');
}
