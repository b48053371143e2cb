import type { TrackerEvent } from '../../engine/events/tracker-events.js';
import { formatDuration } from '../../engine/util/format-duration.js';
import { finishedLine, isFinishing } from './finished-line.js';
import { problemAfter, type Problem } from './problem-text.js';

/**
 * Progress for logs and pipes: turns each event that is a change worth reading into one line of
 * text, harmless for terminals, and all others into `undefined`. Repeated throttling or failing
 * calls are one change, until a call is answered again.
 */
export function createProgressLines(): (event: TrackerEvent) => string | undefined {
  let trouble: Problem;
  return (event) => {
    const before = trouble;
    trouble = problemAfter(event, before);
    if (isFinishing(event)) return finishedLine(event);
    if (trouble !== undefined && before === undefined) return trouble.text;
    if (event.type === 'recovered' && before !== undefined) {
      return `calls are answered again, after ${formatDuration(event.afterMs)}`;
    }
    return undefined;
  };
}
