import { describe, expect, it } from 'vitest';
import type { Logger } from '../../../src/engine/options/wait-options.js';
import { logWatcher } from '../../../src/watcher/telemetry/log-watcher.js';
import type { WatcherEvent, WatcherEventType } from '../../../src/watcher/watcher-event.js';
import { UNSAFE } from '../../cli/terminal/support.js';
import { ALL_WATCHER_EVENTS, WATCHER_EVENTS } from '../events.js';

describe('logWatcher', () => {
  it.each<[WatcherEventType, keyof Logger, object]>([
    ['discovered', 'debug', { status: 'IN_PROGRESS', accountId: '111122223333' }],
    ['succeeded', 'info', { durationMs: 10_000.4, createdDate: '2025-12-31T23:59:50.000Z' }],
    ['failed', 'warn', { category: 'other', requestId: '0f6e1f0a-1b2c-4d3e-8f90-a1b2c3d4e5f6' }],
    ['lost', 'warn', { instance: 'prod', requestId: '0f6e1f0a-1b2c-4d3e-8f90-a1b2c3d4e5f6' }],
    ['swept', 'debug', { pages: 1, found: 0, nextMs: 30_000 }],
    ['list-order', 'info', { order: 'newest-first' }],
    ['instance-failing', 'error', { instance: 'prod', fault: 'denied' }],
    ['instance-recovered', 'info', { instance: 'prod', afterMs: 60_000 }],
    ['throttled', 'warn', { operation: 'ListX', ratePerSecond: 2.5 }],
    ['recovered', 'info', { operation: 'ListX', afterMs: 1_000 }],
    ['poll-failed', 'warn', { fault: 'transient', retryable: true }],
    ['delivered', 'debug', { sink: 'webhook', attempts: 1 }],
    ['delivery-failed', 'warn', { sink: 'webhook', retryMs: 1_000 }],
    ['dead-lettered', 'error', { sink: 'webhook', attempts: 9 }],
    ['dead-letters-dropped', 'warn', { sink: 'webhook', count: 3 }],
    ['sink-missing', 'warn', { sink: 'webhook', pending: 2, deadLettered: 1 }],
    ['state-failing', 'error', { reason: 'no space left on device' }],
    ['state-recovered', 'info', { afterMs: 5_000 }],
    ['stopped', 'info', { undelivered: 2 }],
  ])('%s', (type, level, fields) => {
    const [line] = logged([WATCHER_EVENTS[type]]);
    expect(line).toMatchObject({ level, fields: { type, ...fields } });
  });

  it('logs only plain values, escaped for terminals', () => {
    const lines = logged(ALL_WATCHER_EVENTS);
    // One of the events has a detail.
    expect(lines.length).toBe(ALL_WATCHER_EVENTS.length + 1);
    const values = lines.flatMap(({ fields }) => Object.values(fields));
    expect(values.every((value) => ['string', 'number', 'boolean'].includes(typeof value))).toBe(
      true,
    );
    expect(values.join('')).not.toMatch(UNSAFE);
  });

  it('logs no unknown members of an event', () => {
    const error = Object.assign(new Error('token=secret'), { $response: { headers: 'secret' } });
    const lines = logged(
      ALL_WATCHER_EVENTS.map((event) => ({ ...event, error, token: 'secret', cause: error })),
    );
    expect(JSON.stringify(lines)).not.toContain('secret');
  });

  it('warns about throttling and failed calls once, until calls succeed', () => {
    const { throttled, 'poll-failed': failed, recovered } = WATCHER_EVENTS;
    const other = { ...throttled, instance: 'other' };
    expect(
      news([throttled, throttled, failed, other, failed, recovered, throttled, other]),
    ).toEqual(['throttled', 'poll-failed', 'throttled', 'recovered', 'throttled']);
  });

  it('warns about failed calls again after the instance has recovered', () => {
    const { 'poll-failed': failed, 'instance-recovered': recovered } = WATCHER_EVENTS;
    expect(news([failed, failed, recovered, failed])).toEqual([
      'poll-failed',
      'instance-recovered',
      'poll-failed',
    ]);
  });

  it('reports each fault of an instance once', () => {
    const { 'instance-failing': denied, 'instance-recovered': recovered } = WATCHER_EVENTS;
    const other = { ...denied, message: 'in other words' };
    const expired = { ...denied, fault: 'credentials' } as const;
    expect(news([denied, other, denied, expired, recovered, expired])).toEqual([
      'instance-failing',
      'instance-failing',
      'instance-recovered',
      'instance-failing',
    ]);
  });

  it('logs the detail of a sink only at debug, and does not warn again when it changes', () => {
    const { 'delivery-failed': failed, 'dead-lettered': refused } = WATCHER_EVENTS;
    const { sink, eventId } = failed;
    const events = [1, 2, 3].map((pid) => ({ ...failed, reason: 'code 1', detail: `pid ${pid}` }));
    const lines = logged([...events, { ...refused, reason: 'code 1', detail: 'pid 4' }]);
    expect(lines.map(({ level }) => level).filter((level) => level !== 'debug')).toEqual([
      'warn',
      'error',
    ]);
    const withPid = lines.filter(({ fields }) => JSON.stringify(fields).includes('pid'));
    expect(withPid).toEqual(
      [1, 2, 3, 4].map((pid) => ({
        level: 'debug',
        message: 'the response of the sink',
        fields: {
          sink: pid === 4 ? refused.sink : sink,
          eventId: pid === 4 ? refused.eventId : eventId,
          detail: `pid ${pid}`,
        },
      })),
    );
  });

  it('reports once that the state cannot be written, and the recovery', () => {
    const { 'state-failing': failing, 'state-recovered': recovered } = WATCHER_EVENTS;
    expect(news([failing, failing, failing, recovered, failing])).toEqual([
      'state-failing',
      'state-recovered',
      'state-failing',
    ]);
  });

  it('warns about failed deliveries once for each reason, and reports the recovery', () => {
    const { 'delivery-failed': failed, delivered } = WATCHER_EVENTS;
    const busy = { ...failed, reason: 'status 503' };
    const other = { ...busy, sink: 'exec' };
    const events = [delivered, failed, failed, busy, other, busy, delivered, delivered, busy];
    expect(news(events)).toEqual([
      'delivery-failed',
      'delivery-failed',
      'delivery-failed',
      'delivered',
      'delivery-failed',
    ]);
  });
});

interface LogLine {
  readonly level: keyof Logger;
  readonly fields: object;
  readonly message: string;
}

/** The types of the events that a log at `info` shows. */
function news(events: readonly WatcherEvent[]): unknown[] {
  return logged(events)
    .filter(({ level }) => level !== 'debug')
    .map(({ fields }) => ('type' in fields ? fields.type : undefined));
}

function logged(events: readonly WatcherEvent[]): readonly LogLine[] {
  const lines: LogLine[] = [];
  const writer = (level: keyof Logger) => (fields: object, message: string) => {
    lines.push({ level, fields, message });
  };
  const listener = logWatcher({
    debug: writer('debug'),
    info: writer('info'),
    warn: writer('warn'),
    error: writer('error'),
  });
  for (const event of events) listener(event);
  return lines;
}
