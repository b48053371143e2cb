import type { FailureCategory } from '../../../engine/results/failure-category.js';
import { formatDuration } from '../../../engine/util/format-duration.js';
import { callsOf, countsOf, type WaitStats } from '../../terminal/wait-stats.js';
import { escapeControlChars } from '../../../engine/util/escape-control-chars.js';
import type { FailedOutcome, RequestOutcome } from '../../../engine/results/outcome.js';
import { loopCost, mean, type Timing } from './comparison.js';

/** Often enough to be prompt; what scripts that wait for such requests usually do. */
const LOOP_INTERVAL_MS = 2_000;

/** What the demo showed: what succeeded, what failed and why, how long, and at what cost. */
export function demoSummary(
  outcomes: readonly RequestOutcome[],
  figures: WaitStats,
  timings: readonly Timing[],
): string {
  const loop = loopCost(timings, LOOP_INTERVAL_MS);
  const every = formatDuration(LOOP_INTERVAL_MS);
  const noticed = formatDuration(mean(timings.map(({ noticedAfterMs }) => noticedAfterMs)));
  return [
    '',
    `Of ${figures.tracked} requests, ${countsOf(figures).join(', ')}, in ${formatDuration(figures.elapsedMs)}.`,
    ...whatFailed(outcomes),
    '',
    `This wait made ${callsOf(figures)}.`,
    `Describing each request every ${every} until it has ended would have made ${loop.calls}, if none were throttled.`,
    `An end was noticed after ${noticed} on average; by such a loop after ${formatDuration(loop.noticedAfterMs)}.`,
    '',
  ].join('\n');
}

/** By category: how many, and one reason in the service's words. */
function whatFailed(outcomes: readonly RequestOutcome[]): readonly string[] {
  const byCategory = new Map<FailureCategory, FailedOutcome[]>();
  for (const outcome of outcomes) {
    if (outcome.type !== 'failed') continue;
    byCategory.set(outcome.category, [...(byCategory.get(outcome.category) ?? []), outcome]);
  }
  if (byCategory.size === 0) return [];
  const width = Math.max(...[...byCategory.keys()].map((category) => category.length));
  const lines = [...byCategory].map(([category, failed]) => {
    const reason = failed[0]?.failureReason ?? 'no reason given';
    return escapeControlChars(`  ${failed.length} ${category.padEnd(width)}  ${reason}`);
  });
  return ['', 'Why they failed:', ...lines];
}
