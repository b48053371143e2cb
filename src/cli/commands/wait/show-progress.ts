import type { TrackerEvent } from '../../../engine/events/tracker-events.js';
import { colourStatus } from '../../terminal/colour.js';
import type { WaitStats } from '../../terminal/wait-stats.js';
import type { FinishingEvent } from '../../terminal/finished-line.js';
import { startLiveView } from '../../terminal/live-view.js';
import { createProgressLines } from '../../terminal/progress-lines.js';
import type { ProgressStyle } from '../../flags/output-format.js';
import type { Terminal } from '../../terminal/terminal.js';

/** Progress on standard error. */
export interface ProgressView {
  readonly listener: (event: TrackerEvent) => void;
  readonly stop: () => void;
}

/**
 * Starts showing progress. log-update is loaded only if it is needed.
 *
 * @param finishedLines the lines for a request whose wait has ended
 */
export async function showProgress(
  style: ProgressStyle,
  terminal: Terminal,
  stats: () => WaitStats,
  finishedLines: (event: FinishingEvent) => readonly string[],
): Promise<ProgressView> {
  if (style === 'none') return { listener: () => {}, stop: () => {} };
  if (style === 'lines') {
    const linesOf = createProgressLines(finishedLines);
    return {
      listener: (event) => {
        for (const line of linesOf(event)) terminal.err(line);
      },
      stop: () => {},
    };
  }
  const { createLogUpdate } = await import('log-update');
  return startLiveView({
    draw: createLogUpdate(terminal.errStream),
    size: terminal.errSize,
    stats,
    finishedLines,
    ...(terminal.errColour ? { colour: colourStatus } : {}),
  });
}
