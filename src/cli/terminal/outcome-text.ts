import { formatDuration } from '../../engine/util/format-duration.js';
import type { RequestOutcome } from '../../engine/results/outcome.js';
import { table, type Paint } from './table.js';

/** Renders outcomes as a table. See `table` for `columns`. */
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

/** The result of a wait in capital letters: `SUCCEEDED`, `TIMED-OUT`, … */
export function statusWord({ type }: Pick<RequestOutcome, 'type'>): string {
  return type.toUpperCase();
}

/** The reason for a result other than success. It is not escaped. */
export function reasonOf(outcome: RequestOutcome): string | undefined {
  if (outcome.type === 'succeeded') return undefined;
  if (outcome.type === 'failed') return outcome.failureReason ?? 'AWS gave no reason';
  const { lastStatus } = outcome;
  if (outcome.type === 'timed-out' && lastStatus !== undefined) return `last seen ${lastStatus}`;
  if (outcome.type === 'aborted') {
    return lastStatus === undefined ? 'status unknown' : `last seen ${lastStatus}`;
  }
  return outcome.error.message;
}

/** Formats a duration without blanks: `12.3s`, `4min5s`. */
export function compactDuration(ms: number): string {
  return formatDuration(ms).replaceAll(' ', '');
}
