import type { TrackerEvent } from '../../../engine/events/tracker-events.js';
import { colourStatus } from '../../terminal/colour.js';
import type { WaitStats } from '../../terminal/wait-stats.js';
import { startLiveView } from '../../terminal/live-view.js';
import { createProgressLines } from '../../terminal/progress-lines.js';
import type { ProgressStyle } from '../../flags/output-format.js';
import type { Terminal } from '../../terminal/terminal.js';

/** Progress on standard error. */
export interface ProgressView {
  readonly listener: (event: TrackerEvent) => void;
  readonly stop: () => void;
}

/** Starts showing progress. log-update is loaded only where it draws. */
export async function showProgress(
  style: ProgressStyle,
  terminal: Terminal,
  figures: () => WaitStats,
): Promise<ProgressView> {
  if (style === 'none') return { listener: () => {}, stop: () => {} };
  if (style === 'lines') {
    const lineOf = createProgressLines();
    return {
      listener: (event) => {
        const line = lineOf(event);
        if (line !== undefined) terminal.err(line);
      },
      stop: () => {},
    };
  }
  const { createLogUpdate } = await import('log-update');
  return startLiveView({
    draw: createLogUpdate(terminal.errStream),
    size: terminal.errSize,
    figures,
    ...(terminal.errColour ? { colour: colourStatus } : {}),
  });
}
