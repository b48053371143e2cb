import type { Results } from '../stats/results.js';
import { strategyNamed } from '../jobs/job.js';
import type { Scenario } from '../world/scenario.js';

/** The main results as Markdown, with a table for each scenario. */
export function formatMarkdown({ results }: Results, scenarios: readonly Scenario[]): string {
  return scenarios
    .map(({ name, title }) => {
      const rows = results
        .filter((each) => each.scenario === name)
        .map(({ strategy, stats: { delayMs, callsPerRequest, throttledShare, failedWaits } }) =>
          row([
            strategyNamed(strategy).title,
            `${(delayMs.mean / 1000).toFixed(1)} s`,
            `${(delayMs.p95 / 1000).toFixed(1)} s`,
            callsPerRequest.toFixed(1),
            `${Math.round(throttledShare * 100)} %`,
            String(failedWaits),
          ]),
        );
      return [`### ${title}`, '', ...HEAD, ...rows, ''].join('\n');
    })
    .join('\n');
}

const HEAD = [
  row(['', 'delay, mean', 'delay, p95', 'calls per request', 'throttled', 'failed waits']),
  row(['---', '--:', '--:', '--:', '--:', '--:']),
];

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
