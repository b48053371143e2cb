import type { TrackerEvent } from '../../engine/events/tracker-events.js';
import { formatDuration } from '../../engine/util/format-duration.js';
import { isFinishing, type FinishingEvent } from './finished-line.js';
import { problemAfter, type Problem } from './problem-text.js';

/**
 * Progress for logs and pipes, as lines for an event. Most events have none. Repeated throttling and repeated
 * failures are reported once, until a call succeeds.
 *
 * @param finishedLines the lines for a request whose wait has ended
 */
export function createProgressLines(
  finishedLines: (event: FinishingEvent) => readonly string[],
): (event: TrackerEvent) => readonly string[] {
  let problem: Problem;
  return (event) => {
    const before = problem;
    problem = problemAfter(event, before);
    if (isFinishing(event)) return finishedLines(event);
    if (problem !== undefined && before === undefined) return [problem.text];
    if (event.type === 'recovered' && before !== undefined) {
      return [`calls succeed again, after ${formatDuration(event.afterMs)}`];
    }
    return [];
  };
}
