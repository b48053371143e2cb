import { describe, expect, it } from 'vitest';
import { logEvents } from '../../src/waiter/log-tracker.js';
import type { TrackerEvent } from '../../src/engine/events/tracker-events.js';
import {
  failedEvent,
  HOSTILE,
  succeededEvent,
  trackedEvent,
  timedOutEvent,
  UNSAFE,
} from '../cli/terminal/support.js';

const at = new Date(0);

describe('logEvents', () => {
  it.each<[TrackerEvent, string, object]>([
    [trackedEvent(), 'debug', { type: 'tracked' }],
    [succeededEvent(), 'info', { type: 'succeeded', elapsedMs: 12_346, polls: 3 }],
    [
      failedEvent('Why'),
      'warn',
      { failureReason: 'Why', category: 'other', code: 'REQUEST_FAILED' },
    ],
    [timedOutEvent(), 'warn', { status: 'IN_PROGRESS', code: 'WAIT_TIMEOUT' }],
    [
      { type: 'throttled', at, operation: 'ListX', ratePerSecond: 5, retryAfterMs: 100 },
      'warn',
      { operation: 'ListX', ratePerSecond: 5, retryAfterMs: 100 },
    ],
    [{ type: 'recovered', at, operation: 'ListX', afterMs: 10.4 }, 'info', { afterMs: 10 }],
    [
      {
        type: 'poll-failed',
        at,
        operation: 'ListX',
        fault: 'transient',
        message: 'reset',
        attempt: 2,
        retryable: true,
      },
      'warn',
      { fault: 'transient', reason: 'reset', attempt: 2, retryable: true },
    ],
    [{ type: 'stopped', at, aborted: 3 }, 'info', { aborted: 3 }],
  ])('writes a line for each event: $type', (event, level, fields) => {
    const [line, ...more] = logged(event);
    expect(more).toEqual([]);
    expect(line).toMatchObject({ level, fields: { type: event.type, ...fields } });
  });

  it('logs plain values only, escaped and without secrets', () => {
    const [line] = logged(failedEvent(HOSTILE));
    const values = Object.values(line?.fields ?? {});
    expect(values.every((value) => typeof value !== 'object')).toBe(true);
    expect(values.join('')).not.toMatch(UNSAFE);
    expect(values.join('')).not.toContain('secret');
  });
});

function logged(event: TrackerEvent): { level: string; fields: object; message: string }[] {
  const lines: { level: string; fields: object; message: string }[] = [];
  const writer = (level: string) => (fields: object, message: string) => {
    lines.push({ level, fields, message });
  };
  logEvents({
    debug: writer('debug'),
    info: writer('info'),
    warn: writer('warn'),
    error: writer('error'),
  })(event);
  return lines;
}
