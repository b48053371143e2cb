import { KINDS, REQUEST_KINDS } from '../../engine/requests/kinds.js';
import { countsOf, type WaitStats } from './wait-stats.js';
import type { LiveRow } from './live-rows.js';
import { compactDuration } from './outcome-text.js';
import { escapeControlChars } from '../../engine/util/escape-control-chars.js';
import { perSecond, type Problem } from './problem-text.js';
import { fit, pad } from './width.js';

/** The content of a frame of the live view. */
export interface LiveContent {
  readonly stats: WaitStats;
  /** The rows to show, at most the number that `liveRowsFor` returns. */
  readonly rows: readonly LiveRow[];
  readonly problem: Problem;
  /** Monotonic milliseconds. */
  readonly nowMs: number;
}

/** A terminal's size, in characters. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** The number of request rows that fit into a terminal. */
export function liveRowsFor({ rows }: Size): number {
  return Math.max(0, Math.min(MAX_ROWS, rows - LINES_AROUND));
}

/**
 * A frame of the live view, as lines that fit into the terminal. No line reaches the last column, where some
 * terminals wrap, and the last line is free for the cursor.
 */
export function liveFrame(content: LiveContent, size: Size): string[] {
  const { stats, rows } = content;
  const hidden = stats.pending - rows.length;
  const lines = [
    progressOf(stats),
    callsLine(content),
    ...rows.map((row) => rowLine(row, content.nowMs)),
    ...(hidden > 0 ? [`  … ${rows.length > 0 ? 'and ' : ''}${hidden} more in progress`] : []),
  ];
  return lines
    .slice(0, Math.max(0, size.rows - 1))
    .map((line) => fit(line, Math.max(0, size.columns - 1)));
}

/** With more rows, the results would scroll off the screen. */
const MAX_ROWS = 10;

/** Two summary lines, one line for the number of hidden rows, and one for the cursor. */
const LINES_AROUND = 4;

function progressOf(stats: WaitStats): string {
  const { tracked, pending, elapsedMs } = stats;
  const ended = `${tracked - pending} of ${tracked} ended`;
  return [ended, ...countsOf(stats), wholeSeconds(elapsedMs)].join(' · ');
}

/** Whole seconds, so that the frame does not change all the time. */
function wholeSeconds(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  return seconds === 0 ? '0s' : compactDuration(seconds * 1_000);
}

function callsLine({ stats, problem }: LiveContent): string {
  const { calls, ratePerSecond, ceilingPerSecond } = stats;
  const throttled = calls.throttled > 0 ? [`throttled ${calls.throttled}×`] : [];
  const [rateText, ceilingText] = [perSecond(ratePerSecond), perSecond(ceilingPerSecond)];
  const slowed = ratePerSecond < ceilingPerSecond && rateText !== ceilingText;
  const rate = slowed ? `slowed to ${rateText}` : `at most ${ceilingText}`;
  const parts = [`${calls.describe + calls.list} calls`, rate, ...throttled];
  return `  ${[...parts, ...(problem?.type === 'failing' ? [problem.text] : [])].join(' · ')}`;
}

const KIND_WIDTH = Math.max(...REQUEST_KINDS.map((kind) => KINDS[kind].shortLabel.length));

function rowLine({ kind, requestId, accountId, sinceMs }: LiveRow, nowMs: number): string {
  const cells = [
    wholeSeconds(nowMs - sinceMs).padStart(7),
    pad(KINDS[kind].shortLabel, KIND_WIDTH),
    escapeControlChars(requestId),
    escapeControlChars(accountId ?? ''),
  ];
  return `  ${cells.join('  ')}`.trimEnd();
}
