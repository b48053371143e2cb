import type { TrackerEvent } from '../../events/events.js';
import { colourStatus } from '../../sink/colour.js';
import type { Figures } from '../../sink/figures.js';
import { startLiveView } from '../../sink/live-view.js';
import { createProgressLines } from '../../sink/progress-lines.js';
import type { ProgressStyle } from '../flags/output.js';
import type { Terminal } from '../terminal.js';

/** Progress on standard error. */
export interface ProgressView {
  readonly listener: (event: TrackerEvent) => void;
  readonly stop: () => void;
}

/** Starts showing progress. log-update is loaded only where it draws. */
export async function showProgress(
  style: ProgressStyle,
  terminal: Terminal,
  figures: () => Figures,
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
