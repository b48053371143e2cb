import { expect, it } from 'vitest';
import { wallClock } from '../../src/engine/util/clock.js';
import { isTerminalEvent } from '../../src/watcher/request-event.js';
import { passTimeUntil, useVirtualTime } from '../support/virtual-time.js';
import { startMany } from '../support/world.js';
import { watchEmulator, type WatchedWorld } from '../watcher/support.js';
import {
  endedIds,
  expectReported,
  HOUR,
  MINUTE,
  ORDERS,
  passHours,
  SECOND,
  stopped,
} from './watch-support.js';

useVirtualTime();

/** Expects that the detection delay and the duration in events are correct. */
function expectCorrectTimes({ sink, emulator }: WatchedWorld): void {
  for (const { requestId, at, durationMs, maxDetectionDelayMs } of sink.received.filter(
    isTerminalEvent,
  )) {
    const { startedAt, endsAt } = emulator.inspect(requestId) ?? {};
    const endedMs = endsAt?.getTime() ?? NaN;
    expect(maxDetectionDelayMs).toBeGreaterThanOrEqual(at.getTime() - endedMs);
    if (durationMs === undefined) continue;
    const actualMs = endedMs - (startedAt?.getTime() ?? NaN);
    expect(durationMs).toBeGreaterThanOrEqual(actualMs);
    expect(durationMs).toBeLessThanOrEqual(actualMs + (maxDetectionDelayMs ?? NaN));
  }
}

it.each([
  { listOrder: 'shuffled' as const, history: 0 },
  ...ORDERS.map((listOrder) => ({ listOrder, history: 250 })),
])(
  'requests that ended while no watcher ran are reported after the next start: %o',
  async (options) => {
    const first = watchEmulator({ ...options, failureRate: 0.2 });
    const past = startMany(first, 3, { durationMs: SECOND });
    await passHours(MINUTE);
    await passTimeUntil(first.watcher.start());
    await passHours(10 * MINUTE);
    const long = startMany(first, 2, { durationMs: 12 * MINUTE });
    const seen = startMany(first, 2, { durationMs: 45 * SECOND });
    await passHours(2 * MINUTE);
    expectReported(seen, first);
    await stopped(first);

    const missed = startMany(first, 12, { durationMs: 5 * SECOND });
    await passHours(3 * HOUR);
    const second = first.again();
    const running = startMany(first, 1, { durationMs: 2 * MINUTE });
    await passTimeUntil(second.watcher.start());
    await passHours(5 * MINUTE);
    expectReported([...long, ...seen, ...missed, ...running], first, second);
    expect(endedIds(first, second)).not.toContain(past[0]?.requestId);
    expectCorrectTimes(first);
    expectCorrectTimes(second);
    await passHours(HOUR);
    await stopped(second);

    const third = second.again();
    await passTimeUntil(third.watcher.start());
    await passHours(10 * MINUTE);
    expect(third.sink.received).toEqual([]);
    await stopped(third);
  },
);

it.each(ORDERS)('reports requests since the configured time, lists %s', async (listOrder) => {
  const early = watchEmulator({ listOrder, history: 300 });
  startMany(early, 5, { durationMs: SECOND });
  await passHours(2 * HOUR);
  const since = wallClock();
  const late = startMany(early, 5, { durationMs: SECOND });
  await passHours(2 * HOUR);
  const world = early.again({ since });
  await passTimeUntil(world.watcher.start());
  await passHours(5 * MINUTE);
  expectReported(late, world);
  await stopped(world);
});

it('reports no duration for a request that was not polled since the start', async () => {
  const first = watchEmulator();
  await passTimeUntil(first.watcher.start());
  const short = startMany(first, 1, { durationMs: MINUTE });
  const long = startMany(first, 1, { durationMs: 4 * HOUR });
  await passHours(30 * SECOND);
  await stopped(first);
  await passHours(3 * HOUR);
  const second = first.again();
  await passTimeUntil(second.watcher.start());
  expect(second.watcher.snapshot().inFlight).toHaveLength(2);
  await passHours(10 * SECOND);
  expectReported(short, second);
  expect(second.sink.received[0]).not.toHaveProperty('durationMs');
  await passHours(HOUR);
  expectReported([...short, ...long], second);
  expect(second.sink.received[1]).toHaveProperty('durationMs');
  expectCorrectTimes(second);
  await stopped(second);
});
