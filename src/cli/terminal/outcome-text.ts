import { formatDuration } from '../../engine/util/format-duration.js';
import type { RequestOutcome } from '../../engine/results/outcome.js';
import { table, type Paint } from './table.js';

/** Outcomes as a table of text; see `table` for `columns`. */
export function outcomeTable(
  outcomes: readonly RequestOutcome[],
  paint?: Paint,
  columns?: number,
): string[] {
  return table(
    ['STATUS', 'KIND', 'REQUEST ID', 'ACCOUNT', 'TIME', 'REASON'],
    outcomes.map((outcome) => [
      statusWord(outcome),
      outcome.kind,
      outcome.requestId,
      outcome.accountId,
      compactDuration(outcome.elapsedMs),
      reasonOf(outcome),
    ]),
    paint,
    columns,
  );
}

/** One word for how a wait ended: `SUCCEEDED`, `TIMED-OUT`, … */
export function statusWord({ type }: Pick<RequestOutcome, 'type'>): string {
  return type.toUpperCase();
}

/** Why it did not succeed, as it came: it may hold anything. */
export function reasonOf(outcome: RequestOutcome): string | undefined {
  if (outcome.type === 'succeeded') return undefined;
  if (outcome.type === 'failed') return outcome.failureReason ?? 'the service gave no reason';
  const { lastStatus } = outcome;
  if (outcome.type === 'timed-out' && lastStatus !== undefined) return `last seen ${lastStatus}`;
  if (outcome.type === 'aborted') {
    return lastStatus === undefined ? 'nothing known yet' : `last seen ${lastStatus}`;
  }
  return outcome.error.message;
}

/** A duration in one word: `12.3s`, `4min5s`. */
export function compactDuration(ms: number): string {
  return formatDuration(ms).replaceAll(' ', '');
}
