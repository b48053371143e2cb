import type { CallCounts, OperationCounts } from '../../engine/calls/call-log.js';

/** Calls by result, and by operation. */
export interface CallTotals {
  readonly calls: CallCounts;
  readonly operations: Readonly<Record<string, OperationCounts>>;
}

export const NO_CALLS: CallTotals = {
  calls: { describe: 0, list: 0, throttled: 0, failed: 0 },
  operations: {},
};

/** The sum of two totals. */
export function addTotals(one: CallTotals, other: CallTotals): CallTotals {
  return combine(one, other, 1);
}

/** The difference between two totals. */
export function totalsSince(before: CallTotals, after: CallTotals): CallTotals {
  return combine(after, before, -1);
}

function combine(one: CallTotals, other: CallTotals, sign: 1 | -1): CallTotals {
  const names = new Set([...Object.keys(one.operations), ...Object.keys(other.operations)]);
  const operations = Array.from(names, (name): [string, OperationCounts] => {
    const [a, b] = [one.operations[name] ?? NO_ENDS, other.operations[name] ?? NO_ENDS];
    return [
      name,
      {
        answered: a.answered + sign * b.answered,
        throttled: a.throttled + sign * b.throttled,
        failed: a.failed + sign * b.failed,
      },
    ];
  });
  return {
    calls: {
      describe: one.calls.describe + sign * other.calls.describe,
      list: one.calls.list + sign * other.calls.list,
      throttled: one.calls.throttled + sign * other.calls.throttled,
      failed: one.calls.failed + sign * other.calls.failed,
    },
    operations: Object.fromEntries(operations),
  };
}

const NO_ENDS: OperationCounts = { answered: 0, throttled: 0, failed: 0 };
