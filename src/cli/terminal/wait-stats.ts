import { formatDuration } from '../../engine/util/format-duration.js';
import type { RequestOutcome } from '../../engine/results/outcome.js';

/** The statistics of a wait: a part of a tracker's snapshot. */
export interface WaitStats {
  readonly tracked: number;
  readonly pending: number;
  readonly outcomes: Readonly<Record<RequestOutcome['type'], number>>;
  readonly calls: {
    readonly describe: number;
    readonly list: number;
    readonly throttled: number;
    readonly failed: number;
  };
  readonly ratePerSecond: number;
  readonly ceilingPerSecond: number;
  readonly elapsedMs: number;
}

/** The summary of a wait, in one line. */
export function summaryLine(stats: WaitStats): string {
  const { tracked, elapsedMs } = stats;
  const ends = countsOf(stats).join(', ') || 'none ended';
  return `${ends} of ${tracked} in ${formatDuration(elapsedMs)}, ${callsOf(stats)}`;
}

/** The number of outcomes by type, without zeros: `22 succeeded`, `2 failed`, … */
export function countsOf({ outcomes }: WaitStats): string[] {
  return OUTCOMES.filter((type) => outcomes[type] > 0).map(
    (type) => `${outcomes[type]} ${type.replace('-', ' ')}`,
  );
}

/** The number of calls: `12 calls (8 list, 4 describe, 3 throttled)`. */
export function callsOf({ calls }: WaitStats): string {
  const { describe, list, throttled, failed } = calls;
  const total = describe + list;
  const parts = [
    `${list} list`,
    `${describe} describe`,
    ...(throttled > 0 ? [`${throttled} throttled`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ];
  return `${total} ${total === 1 ? 'call' : 'calls'} (${parts.join(', ')})`;
}

const OUTCOMES: readonly RequestOutcome['type'][] = [
  'succeeded',
  'failed',
  'timed-out',
  'not-found',
  'refused',
  'aborted',
];
