import { expect, it } from 'vitest';
import { CallLog, type Call } from '../../../src/engine/calls/call-log.js';
import type { Fault } from '../../../src/engine/calls/fault.js';

const list: Call = { type: 'list', operation: 'ListX' };
const describe: Call = { type: 'describe', operation: 'DescribeX' };
const fault = (kind: Fault['kind']): Fault => ({ kind, name: 'X', message: 'x', error: undefined });

it('counts results by operation; a hanging call counts only as sent', () => {
  const log = new CallLog();
  for (const call of [list, list, list, describe]) log.sent(call);
  log.answered(list, 0);
  log.throttled(list, 0, 1, fault('throttled'));
  log.failed(describe, 0, fault('transient'), 1);
  expect(log.operations()).toEqual({
    ListX: { answered: 1, throttled: 1, failed: 0 },
    DescribeX: { answered: 0, throttled: 0, failed: 1 },
  });
  expect(log.counts()).toEqual({ list: 3, describe: 1, throttled: 1, failed: 1 });
});

it('returns copies', () => {
  const log = new CallLog();
  log.answered(list, 0);
  const before = log.operations();
  log.answered(list, 0);
  expect(before['ListX']?.answered).toBe(1);
});
