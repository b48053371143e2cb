import type { BenchStats } from '../stats/bench-stats.js';
import { resultOf, type Results } from '../stats/results.js';
import { scenarioNamed } from '../jobs/job.js';

const SCENARIOS = [
  '1-usual',
  '1-slow',
  '10-usual',
  '100-usual',
  '1000-usual',
  'slots',
  'others-17',
  'storm',
  'lagging-lists',
];

const COLUMNS = [
  ['this-package', 'this package'],
  ['loop-1s', 'loop, 1 s'],
  ['loop-5s', 'loop, 5 s'],
  ['sdk-waiter', 'SDK `createWaiter`'],
  ['terraform-assignment', 'Terraform'],
  ['limit', 'limit'],
] as const;

const BEGIN = '<!-- npm run bench -->';
const END = '<!-- end -->';

/** A Markdown table. Each cell has the mean and p95 delay in seconds, and the calls per request. */
function formatSummary(results: Results): string {
  const rows = SCENARIOS.map((scenario) => [
    scenarioNamed(scenario).title,
    ...COLUMNS.map(([strategy]) => cell(resultOf(results, scenario, strategy)?.stats)),
  ]);
  return alignedTable([['', ...COLUMNS.map(([, title]) => title)], ...rows]);
}

/**
 * Inserts the summary between its two markers in a text.
 *
 * @throws {RangeError} when the markers are missing
 */
export function withSummary(text: string, results: Results): string {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin === -1 || end < begin)
    throw new RangeError(`The markers ${BEGIN} … ${END} are missing.`);
  const head = text.slice(0, begin + BEGIN.length);
  return `${head}\n\n${formatSummary(results)}\n${text.slice(end)}`;
}

function cell(stats: BenchStats | undefined): string {
  if (stats === undefined) return '';
  const { delayMs, callsPerRequest } = stats;
  return `${seconds(delayMs.mean)} / ${seconds(delayMs.p95)}, ${callsPerRequest.toFixed(1)}`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(ms < 10_000 ? 1 : 0);
}

function alignedTable([head = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...rows].map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((each, column) => each.padEnd(widths[column] ?? 0)).join(' | ')} |\n`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [head, rule, ...rows].map(line).join('');
}
