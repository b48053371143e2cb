import { REQUEST_KINDS } from '../../engine/requests/kinds.js';
import type { TrackerEvent } from '../../engine/events/tracker-events.js';
import { compactDuration, reasonOf, statusWord } from './outcome-text.js';
import { escapeControlChars } from '../../engine/util/escape-control-chars.js';

/** An event that ends the wait for one request. */
export type FinishingEvent = Extract<
  TrackerEvent,
  { readonly type: 'succeeded' | 'failed' | 'timed-out' | 'not-found' | 'refused' }
>;

/** Whether the event ends the wait for one request. */
export function isFinishing(event: TrackerEvent): event is FinishingEvent {
  return FINISHING.has(event.type);
}

/** A line of text, harmless for terminals, that says how the wait for one request ended. */
export function finishedLine(event: FinishingEvent): string {
  const cells = [
    statusWord(event).padEnd(STATUS_WIDTH),
    event.kind.padEnd(KIND_WIDTH),
    event.requestId,
    (event.accountId ?? '-').padEnd(ACCOUNT_WIDTH),
    compactDuration(event.elapsedMs).padStart(TIME_WIDTH),
    reasonOf(event) ?? '',
  ];
  return escapeControlChars(cells.join('  ')).trimEnd();
}

const FINISHING: ReadonlySet<string> = new Set<FinishingEvent['type']>([
  'succeeded',
  'failed',
  'timed-out',
  'not-found',
  'refused',
]);

const STATUS_WIDTH = 'SUCCEEDED'.length;
const KIND_WIDTH = Math.max(...REQUEST_KINDS.map((kind) => kind.length));
const ACCOUNT_WIDTH = '123456789012'.length;
const TIME_WIDTH = '12.3s'.length;
