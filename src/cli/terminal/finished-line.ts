import { REQUEST_KINDS } from '../../engine/requests/kinds.js';
import type { TrackerEvent } from '../../engine/events/tracker-events.js';
import { compactDuration, reasonOf, statusWord } from './outcome-text.js';
import { escapeControlChars } from '../../engine/util/escape-control-chars.js';
import { rowLines } from './wrap.js';

/** An event that ends the wait for one request. */
export type FinishingEvent = Extract<
  TrackerEvent,
  { readonly type: 'succeeded' | 'failed' | 'timed-out' | 'not-found' | 'refused' }
>;

/** Whether the event ends the wait for one request. */
export function isFinishing(event: TrackerEvent): event is FinishingEvent {
  return FINISHING.has(event.type);
}

/**
 * Renders the result of the wait for one request, escaped for terminals.
 *
 * @param columns the width of a terminal, in which the line is wrapped; without it, one line
 */
export function finishedLines(event: FinishingEvent, columns?: number): string[] {
  const cells = [
    statusWord(event).padEnd(STATUS_WIDTH),
    event.kind.padEnd(KIND_WIDTH),
    event.requestId,
    (event.accountId ?? '-').padEnd(ACCOUNT_WIDTH),
    compactDuration(event.elapsedMs).padStart(TIME_WIDTH),
  ].map(escapeControlChars);
  const reason = escapeControlChars(reasonOf(event) ?? '');
  if (columns === undefined) return [[...cells, reason].join('  ').trimEnd()];
  return rowLines(cells, reason, columns);
}

/** The titles of the columns of `finishedLines`, wrapped like these. */
export function finishedHead(columns: number): string[] {
  const titles = [
    'STATUS'.padEnd(STATUS_WIDTH),
    'KIND'.padEnd(KIND_WIDTH),
    'REQUEST ID'.padEnd(ID_WIDTH),
    'ACCOUNT'.padEnd(ACCOUNT_WIDTH),
    'TIME'.padStart(TIME_WIDTH),
  ];
  return rowLines(titles, 'REASON', columns);
}

const FINISHING: ReadonlySet<string> = new Set<FinishingEvent['type']>([
  'succeeded',
  'failed',
  'timed-out',
  'not-found',
  'refused',
]);

const ID_WIDTH = 36;
const STATUS_WIDTH = 'SUCCEEDED'.length;
const KIND_WIDTH = Math.max(...REQUEST_KINDS.map((kind) => kind.length));
const ACCOUNT_WIDTH = '123456789012'.length;
const TIME_WIDTH = '12.3s'.length;
