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
  /** The current size of the terminal. */
  readonly size: () => Size;
  readonly stats: () => WaitStats;
  /** The permanent lines for a request that has ended. */
  readonly finishedLines: (event: FinishingEvent) => readonly string[];
  /** Colours a line whose first word is a status. Default: no colours. */
  readonly colour?: (line: string) => string;
}

/** Progress in a terminal, updated until it is stopped. */
export interface LiveView {
  readonly listener: (event: TrackerEvent) => void;
  /** Writes the remaining permanent lines, and clears the frame. */
  stop(): void;
}

/** Frequent enough for a live view, and seldom enough for a slow connection. */
const REDRAW_MS = 120;

/** Starts drawing a frame, with the results of requests that have ended above it. */
export function startLiveView(options: LiveViewOptions): LiveView {
  const { draw, size, stats, finishedLines, colour } = options;
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
    const view = { stats: stats(), rows: shown, problem, nowMs: now() };
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
