import { describe, expect, it, vi } from 'vitest';
import { createTracker, type TrackerEvent } from '../../src/index.js';
import { passTime, passTimeUntil, useVirtualTime } from '../support/virtual-time.js';
import { createWorld, startMany } from '../support/world.js';

useVirtualTime();

it('makes no call and sets no timer before the first request and after the last', async () => {
  const world = createWorld();
  const tracker = createTracker({ client: world.client });
  await passTime(5_000);
  expect(world.emulator.calls.total).toBe(0);

  tracker.track(startMany(world, 1, { durationMs: 2_000 })[0]!);
  await passTimeUntil(tracker.settled());
  await passTime(0);

  expect(vi.getTimerCount()).toBe(0);
});

it('tracks the same request once', async () => {
  const world = createWorld();
  const [ref] = startMany(world, 1, { durationMs: 2_000 });
  const tracker = createTracker({ client: world.client });
  const ended: TrackerEvent[] = [];
  tracker.on('succeeded', (event) => ended.push(event));
  tracker.track(ref!);
  tracker.track({ ...ref! });
  await passTimeUntil(tracker.settled());
  tracker.track(ref!);
  const outcomes = await passTimeUntil(tracker.settled());

  expect(outcomes).toHaveLength(1);
  expect(ended).toHaveLength(1);
  expect(tracker.snapshot()).toMatchObject({ tracked: 1, pending: 0 });
});

it('trackers on the same client share their calls', async () => {
  const world = createWorld();
  const [ref] = startMany(world, 1, { durationMs: 30_000 });
  const alone = createTracker({ client: world.client });
  alone.track(ref!);
  await passTimeUntil(alone.settled());
  const callsAlone = world.emulator.calls.total;

  world.emulator.calls.reset();
  const [again] = startMany(world, 1, { durationMs: 30_000 });
  const trackers = Array.from({ length: 20 }, () => createTracker({ client: world.client }));
  for (const tracker of trackers) tracker.track(again!);
  await passTimeUntil(Promise.all(trackers.map((tracker) => tracker.settled())));

  expect(world.emulator.calls.total).toBeLessThanOrEqual(callsAlone + 2);
});

it('applies the lowest ceiling of all trackers on the client', async () => {
  const world = createWorld({ latencyMs: 0 });
  const refs = startMany(world, 60, { durationMs: 0 });
  const fast = createTracker({ client: world.client, details: 'all', maxTps: 10 });
  const slow = createTracker({ client: world.client, details: 'all', maxTps: 2 });
  for (const ref of refs) fast.track(ref);
  slow.track(refs.at(-1)!);
  expect(fast.snapshot().ceilingPerSecond).toBe(2);

  await passTimeUntil(slow.settled());
  expect(fast.snapshot().ceilingPerSecond).toBe(10);
  await passTimeUntil(fast.settled());
});

describe('iteration', () => {
  it('returns every event, and ends when no request is pending', async () => {
    const world = createWorld();
    const tracker = createTracker({ client: world.client });
    for (const ref of startMany(world, 2, { durationMs: 3_000 })) tracker.track(ref);

    const types: string[] = [];
    const reading = (async () => {
      for await (const event of tracker) types.push(event.type);
    })();
    await passTimeUntil(reading);

    expect(types.filter((type) => type === 'tracked')).toHaveLength(2);
    expect(types.filter((type) => type === 'succeeded')).toHaveLength(2);
  });

  it('ends at once when no request is pending', async () => {
    const world = createWorld();
    const tracker = createTracker({ client: world.client });
    const types: string[] = [];
    for await (const { type } of tracker) types.push(type);

    tracker.track(startMany(world, 1, { durationMs: 0 })[0]!);
    await passTimeUntil(tracker.settled());
    for await (const { type } of tracker) types.push(type);
    expect(types).toEqual([]);

    tracker.track(startMany(world, 1, { durationMs: 0 })[0]!);
    const reading = (async () => {
      for await (const { type } of tracker) types.push(type);
    })();
    await passTimeUntil(reading);
    expect(types).toEqual(['tracked', 'succeeded']);

    tracker.stop();
    for await (const { type } of tracker) types.push(type);
    expect(types).toEqual(['tracked', 'succeeded']);
  });

  it('narrows on type', async () => {
    const world = createWorld();
    const tracker = createTracker({ client: world.client });
    tracker.track(startMany(world, 1, { durationMs: 100, failureReason: 'Too bad.' })[0]!);
    const reasons: (string | undefined)[] = [];
    const reading = (async () => {
      for await (const event of tracker) {
        if (event.type === 'failed') reasons.push(event.failureReason);
      }
    })();
    await passTimeUntil(reading);
    expect(reasons).toEqual(['Too bad.']);
  });

  it('ends with stop, after the last event', async () => {
    const world = createWorld();
    const tracker = createTracker({ client: world.client });
    tracker.track(startMany(world, 1, { durationMs: Infinity })[0]!);
    const types: string[] = [];
    const reading = (async () => {
      for await (const event of tracker) types.push(event.type);
    })();
    await passTime(2_000);
    tracker.stop();
    await reading;

    expect(types.at(-1)).toBe('stopped');
  });
});

it('is stopped by Symbol.asyncDispose', async () => {
  const world = createWorld();
  const tracker = createTracker({ client: world.client });
  const stopped: TrackerEvent[] = [];
  tracker.on('stopped', (event) => stopped.push(event));
  tracker.track(startMany(world, 1, { durationMs: Infinity })[0]!);
  await tracker[Symbol.asyncDispose]();

  expect(stopped).toMatchObject([{ type: 'stopped', aborted: 1 }]);
  expect(() => tracker.track(startMany(world, 1)[0]!)).toThrow(/stopped/);
});

it('logs a line per event, and never an error object', async () => {
  const world = createWorld();
  const lines: [string, object, string][] = [];
  const write = (level: string) => (fields: object, message: string) => {
    lines.push([level, fields, message]);
  };
  const logger = {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  };
  world.emulator.addFault({ fault: 'server-error', times: 1 });
  const tracker = createTracker({ client: world.client, logger });
  tracker.track(startMany(world, 1, { durationMs: 3_000, failureReason: 'Too bad.' })[0]!);
  tracker.on('failed', () => {
    throw new Error('listener error');
  });
  await passTimeUntil(tracker.settled());

  const text = JSON.stringify(lines);
  expect(lines.map(([level]) => level)).toContain('error');
  expect(text).toContain('Too bad.');
  expect(text).toContain('a listener threw');
  expect(text).not.toMatch(/authorization|signature|\$response|x-amz-security-token|EMULATOR/i);
});
