import type { FailureCategory } from '../../../engine/results/failure-category.js';
import { formatDuration } from '../../../engine/util/format-duration.js';
import { callsOf, countsOf, type WaitStats } from '../../terminal/wait-stats.js';
import { escapeControlChars } from '../../../engine/util/escape-control-chars.js';
import type { FailedOutcome, RequestOutcome } from '../../../engine/results/outcome.js';
import { hangingLines } from '../../terminal/wrap.js';
import { loopCost, mean, type Timing } from './comparison.js';

/** The interval of the loop that the demo compares with. It is common in scripts. */
const LOOP_INTERVAL_MS = 2_000;

/**
 * The summary of the demo: results, reasons of failures, duration and cost.
 *
 * @param columns the width of a terminal, for wrapping
 */
export function demoSummary(
  outcomes: readonly RequestOutcome[],
  stats: WaitStats,
  timings: readonly Timing[],
  columns = Infinity,
): string {
  const loop = loopCost(timings, LOOP_INTERVAL_MS);
  const every = formatDuration(LOOP_INTERVAL_MS);
  const detected = formatDuration(mean(timings.map(({ delayMs }) => delayMs)));
  return [
    '',
    `${stats.tracked} requests: ${countsOf(stats).join(', ')}, in ${formatDuration(stats.elapsedMs)}.`,
    ...failureLines(outcomes, columns),
    '',
    `This wait made ${callsOf(stats)}.`,
    `A loop that describes each request every ${every} would have made ${loop.calls} calls without throttling.`,
    `The mean detection delay was ${detected}; that of the loop would have been ${formatDuration(loop.delayMs)}.`,
    '',
  ].join('\n');
}

/** The number of failures in each category, and one of the reasons. */
function failureLines(outcomes: readonly RequestOutcome[], columns: number): readonly string[] {
  const byCategory = new Map<FailureCategory, FailedOutcome[]>();
  for (const outcome of outcomes) {
    if (outcome.type !== 'failed') continue;
    byCategory.set(outcome.category, [...(byCategory.get(outcome.category) ?? []), outcome]);
  }
  if (byCategory.size === 0) return [];
  const width = Math.max(...[...byCategory.keys()].map((category) => category.length));
  const lines = [...byCategory].flatMap(([category, failed]) => {
    const reason = failed[0]?.failureReason ?? 'no reason given';
    const head = `  ${failed.length} ${category.padEnd(width)}  `;
    return hangingLines(head, escapeControlChars(reason), columns);
  });
  return ['', 'Failures:', ...lines];
}
