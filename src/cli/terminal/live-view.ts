import type { TrackerEvent } from '../../engine/events/tracker-events.js';
import { now, startTimer } from '../../engine/util/clock.js';
import type { WaitStats } from './wait-stats.js';
import { isFinishing, type FinishingEvent } from './finished-line.js';
import { createLiveRows } from './live-rows.js';
import { liveFrame, liveRowsFor, type Size } from './progress-live.js';
import { problemAfter, type Problem } from './problem-text.js';

/** Replaces the previous frame, like the function of log-update. */
export interface Draw {
  (frame: string): void;
  /** Writes a permanent line. */
  persist(line: string): void;
  /** Clears the frame. */
  clear(): void;
  /** Restores the cursor. */
  done(): void;
}

export interface LiveViewOptions {
  readonly draw: Draw;
  /** The terminal's size now; it may change. */
  readonly size: () => Size;
  readonly figures: () => WaitStats;
  /** The permanent lines for a request that has ended. */
  readonly finishedLines: (event: FinishingEvent) => readonly string[];
  /** Colours a line of which the first word is a status. Default: none. */
  readonly colour?: (line: string) => string;
}

/** Progress in a terminal, kept up to date until it is stopped. */
export interface LiveView {
  readonly listener: (event: TrackerEvent) => void;
  /** Writes the remaining permanent lines, and clears the frame. */
  stop(): void;
}

/** Frequent enough for a live view, and rare enough for a slow connection. */
const REDRAW_MS = 120;

/** Starts drawing a frame, and above it the results of requests that have ended. */
export function startLiveView(options: LiveViewOptions): LiveView {
  const { draw, size, figures, finishedLines, colour } = options;
  const rows = createLiveRows();
  let problem: Problem;
  let finished: string[] = [];

  const writeFinished = () => {
    for (const line of finished) draw.persist(colour?.(line) ?? line);
    finished = [];
  };
  const redraw = () => {
    writeFinished();
    const room = size();
    const shown = rows.mostActive(liveRowsFor(room));
    const view = { figures: figures(), rows: shown, problem, nowMs: now() };
    draw(liveFrame(view, room).join('\n'));
    cancel = startTimer(REDRAW_MS, redraw);
  };
  let cancel = startTimer(0, redraw);

  return {
    listener: (event) => {
      rows.apply(event, now());
      problem = problemAfter(event, problem);
      if (isFinishing(event)) finished.push(...finishedLines(event));
    },
    stop: () => {
      cancel();
      draw.clear();
      writeFinished();
      draw.done();
    },
  };
}
