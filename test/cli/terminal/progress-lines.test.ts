import { describe, expect, it } from 'vitest';
import type { PollFailedEvent, TrackerEvent } from '../../../src/engine/events/tracker-events.js';
import { finishedLines } from '../../../src/cli/terminal/finished-line.js';
import { createProgressLines } from '../../../src/cli/terminal/progress-lines.js';
import {
  failedEvent,
  HOSTILE,
  progressOf,
  succeededEvent,
  trackedEvent,
  UNSAFE,
} from './support.js';

const at = new Date(0);
const throttled: TrackerEvent = { type: 'throttled', at, operation: 'ListX', ratePerSecond: 5 };
const recovered: TrackerEvent = { type: 'recovered', at, operation: 'ListX', afterMs: 1_500 };
const failing: PollFailedEvent = {
  type: 'poll-failed',
  at,
  operation: 'ListX',
  fault: 'transient',
  message: 'ECONNREFUSED',
  attempt: 1,
  retryable: true,
};

describe('createProgressLines', () => {
  it('writes a line for a request that has ended, and none for one in progress', () => {
    expect(
      linesOf(trackedEvent(), { ...progressOf(), type: 'progress', at }, succeededEvent()),
    ).toEqual([
      expect.stringMatching(
        /^SUCCEEDED +account-assignment-creation +0f6e.* 111122223333 +12\.3s$/,
      ),
    ]);
  });

  it('reports throttling once, until calls succeed', () => {
    expect(linesOf(throttled, throttled, throttled, recovered, throttled)).toEqual([
      'throttled, slowing down to 5 calls/s',
      'calls succeed again, after 1.5 s',
      'throttled, slowing down to 5 calls/s',
    ]);
  });

  it('reports failing calls once, with the first line of the reason', () => {
    expect(linesOf({ ...failing, message: 'bad\nsee $response' }, failing, recovered)).toEqual([
      'calls are failing, retrying: bad',
      'calls succeed again, after 1.5 s',
    ]);
  });

  it('does not report failures that are not retried', () => {
    expect(linesOf({ ...failing, fault: 'denied', retryable: false })).toEqual([]);
  });

  it('is safe for terminals', () => {
    const lines = linesOf(failedEvent(HOSTILE), { ...failing, message: HOSTILE });
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).not.toMatch(UNSAFE);
  });
});

function linesOf(...events: readonly TrackerEvent[]): readonly string[] {
  return events.flatMap(createProgressLines(finishedLines));
}
