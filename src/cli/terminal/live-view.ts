import type { TrackerEvent } from '../../engine/events/tracker-events.js';
import { now, startTimer } from '../../engine/util/clock.js';
import type { WaitStats } from './wait-stats.js';
import { isFinishing, type FinishingEvent } from './finished-line.js';
import { createLiveRows } from './live-rows.js';
import { liveFrame, liveRowsFor, type Size } from './progress-live.js';
import { problemAfter, type Problem } from './problem-text.js';

/** Draws over what it drew before; log-update's function is one. */
export interface Draw {
  (frame: string): void;
  /** Writes a line that stays. */
  persist(line: string): void;
  /** Wipes the frame. */
  clear(): void;
  /** Gives the cursor back. */
  done(): void;
}

/** What the live view needs from outside. */
export interface LiveViewOptions {
  readonly draw: Draw;
  /** The terminal's size now; it may change. */
  readonly size: () => Size;
  readonly figures: () => WaitStats;
  /** The lines that stay when the wait for a request has ended. */
  readonly finishedLines: (event: FinishingEvent) => readonly string[];
  /** Colours a line of which the first word is a status. Default: none. */
  readonly colour?: (line: string) => string;
}

/** Progress in a terminal, kept up to date until it is stopped. */
export interface LiveView {
  readonly listener: (event: TrackerEvent) => void;
  /** Draws what is left to be drawn above, and wipes the frame. */
  stop(): void;
}

/** Often enough to look alive, seldom enough for a slow connection. */
const REDRAW_MS = 120;

/** Starts drawing: a frame at the bottom, and above it a line for each request that has ended. */
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
    const picture = { figures: figures(), rows: shown, problem, nowMs: now() };
    draw(liveFrame(picture, room).join('\n'));
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
