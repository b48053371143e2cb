import type { RequestKind } from '../../engine/requests/kinds.js';
import { countsOf, type WaitStats } from './wait-stats.js';
import type { LiveRow } from './live-rows.js';
import { compactDuration } from './outcome-text.js';
import { escapeControlChars } from '../../engine/util/escape-control-chars.js';
import { perSecond, type Problem } from './problem-text.js';
import { fit, pad } from './width.js';

/** Everything that one picture of the live view shows. */
export interface LivePicture {
  readonly figures: WaitStats;
  /** Rows to show, as many as `liveRowsFor` said. */
  readonly rows: readonly LiveRow[];
  readonly problem: Problem;
  /** The monotonic clock's reading. */
  readonly nowMs: number;
}

/** A terminal's size, in characters. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** How many rows of requests a terminal has room for. */
export function liveRowsFor({ rows }: Size): number {
  return Math.max(0, Math.min(MOST_ROWS, rows - LINES_AROUND));
}

/**
 * One picture of the live view, as lines that surely fit: no line reaches the terminal's last
 * column, where some terminals wrap, and its last line is left for the cursor.
 */
export function liveFrame(picture: LivePicture, size: Size): string[] {
  const { figures, rows } = picture;
  const hidden = figures.pending - rows.length;
  const lines = [
    progressOf(figures),
    callsLine(picture),
    ...rows.map((row) => rowLine(row, picture.nowMs)),
    ...(hidden > 0 ? [`  … ${rows.length > 0 ? 'and ' : ''}${hidden} more in progress`] : []),
  ];
  return lines
    .slice(0, Math.max(0, size.rows - 1))
    .map((line) => fit(line, Math.max(0, size.columns - 1)));
}

/** More than ten say no more, and would push what has finished off the screen. */
const MOST_ROWS = 10;

/** Two lines of summary, one that says what is not shown, one for the cursor. */
const LINES_AROUND = 4;

function progressOf(figures: WaitStats): string {
  const { tracked, pending, elapsedMs } = figures;
  const ended = `${tracked - pending} of ${tracked} ended`;
  return [ended, ...countsOf(figures), wholeSeconds(elapsedMs)].join(' · ');
}

/** Finer than that, the picture would change all the time and say no more. */
function wholeSeconds(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  return seconds === 0 ? '0s' : compactDuration(seconds * 1_000);
}

function callsLine({ figures, problem }: LivePicture): string {
  const { calls, ratePerSecond, ceilingPerSecond } = figures;
  const throttled = calls.throttled > 0 ? [`throttled ${calls.throttled}×`] : [];
  const rate =
    ratePerSecond < ceilingPerSecond
      ? `slowed to ${perSecond(ratePerSecond)}`
      : `at most ${perSecond(ceilingPerSecond)}`;
  const parts = [`${calls.describe + calls.list} calls`, rate, ...throttled];
  return `  ${[...parts, ...(problem?.type === 'failing' ? [problem.text] : [])].join(' · ')}`;
}

/** Short enough that a row fits into 80 columns. */
const SHORT_KINDS: Readonly<Record<RequestKind, string>> = {
  'permission-set-provisioning': 'provisioning',
  'account-assignment-creation': 'creation',
  'account-assignment-deletion': 'deletion',
};

function rowLine({ kind, requestId, accountId, sinceMs }: LiveRow, nowMs: number): string {
  const cells = [
    wholeSeconds(nowMs - sinceMs).padStart(7),
    pad(SHORT_KINDS[kind], 12),
    escapeControlChars(requestId),
    escapeControlChars(accountId ?? ''),
  ];
  return `  ${cells.join('  ')}`.trimEnd();
}
