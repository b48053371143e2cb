import type { Size } from '../../src/cli/terminal/progress-live.js';
import type { Recording } from './record.js';
import { Screen, type Row } from './screen.js';

/** The contents of the screen from a time on. */
export interface Frame {
  readonly atMs: number;
  readonly rows: readonly Row[];
}

/** The playback of a recorded session. */
export interface Film {
  readonly frames: readonly Frame[];
  readonly durationMs: number;
}

/** The playback speed of the output, as a multiple. Typing is not sped up. */
export const SPEED = 5;

/**
 * Makes the film of a session: the command line is typed, the command runs, then `echo $?` prints the exit code.
 */
export function filmOf(commandLine: string, recording: Recording, size: Size): Film {
  const screen = new Screen(size);
  const frames: Frame[] = [];
  let atMs = 0;
  const show = () => {
    frames.push({ atMs, rows: screen.rows() });
  };
  const type = (line: string) => {
    for (let end = 0; end <= line.length; end += 1) {
      screen.write(`${LINE_START}${PROMPT}${line.slice(0, end)}${CURSOR}`);
      show();
      atMs += end === 0 || end === line.length ? PAUSE_MS : KEY_MS;
    }
    screen.write(`${LINE_START}${PROMPT}${line}\n`);
    show();
  };

  type(commandLine);
  for (const writes of batches(recording)) {
    for (const { data } of writes) screen.write(data);
    frames.push({ atMs: atMs + (writes[0]?.atMs ?? 0) / SPEED, rows: screen.rows() });
  }
  atMs += recording.elapsedMs / SPEED + PAUSE_MS;
  type('echo $?');
  screen.write(`${recording.exitCode}\n${PROMPT}${CURSOR}`);
  show();
  return { frames, durationMs: atMs + LAST_FRAME_MS };
}

const PROMPT = '$ ';
const CURSOR = '█';
const LINE_START = '\r\u001B[K';

const KEY_MS = 40;
const PAUSE_MS = 500;
const LAST_FRAME_MS = 3_500;

/** Writes within this time of the film become one frame, at the time of the first. */
const FRAME_MS = 200;

function batches({ writes }: Recording): Recording['writes'][] {
  const result: Recording['writes'][number][][] = [];
  for (const write of writes) {
    const batch = result.at(-1);
    const startedAtMs = batch?.[0]?.atMs;
    if (batch && startedAtMs !== undefined && write.atMs - startedAtMs < FRAME_MS * SPEED) {
      batch.push(write);
    } else {
      result.push([write]);
    }
  }
  return result;
}
