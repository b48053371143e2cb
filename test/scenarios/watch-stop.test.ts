import { expect, it, vi } from 'vitest';
import { now } from '../../src/engine/util/clock.js';
import { passTime, passTimeUntil, useVirtualTime } from '../support/virtual-time.js';
import { startMany } from '../support/world.js';
import { createMemoryStore } from '../../src/watcher/store/memory-store.js';
import type { StateStore } from '../../src/watcher/store/store.js';
import { watchEmulator, watchWorld } from '../watcher/support.js';
import { expectReported, MINUTE, passHours, SECOND, stopped } from './watch-support.js';

useVirtualTime();

it.each([0, 10, 60, 100, 400, 5_000, 31_000, 61_000])(
  'stops %i ms after its start, and leaves no timer and no call',
  async (afterMs) => {
    const world = watchEmulator({ history: 150, listOrder: 'shuffled' });
    startMany(world, 3, { durationMs: MINUTE });
    const started = world.watcher.start();
    started.catch(() => undefined);
    await passTime(afterMs);
    await stopped(world);
    await started;
    expect(world.watcher.snapshot().phase).toBe('stopped');
    expect(world.events.at(-1)?.type).toBe('stopped');
  },
);

it.each(['access-denied', 'connection-reset', 'silence', 'throttle'] as const)(
  'stops during %s, and leaves no timer and no call',
  async (fault) => {
    const world = watchEmulator();
    await passTimeUntil(world.watcher.start());
    startMany(world, 1, { durationMs: MINUTE });
    await passHours(40 * SECOND);
    world.emulator.addFault({ fault });
    for (const ms of [700, 30_000]) await passHours(ms);
    await stopped(world);
  },
);

it('starts once, even if start is called several times', async () => {
  const world = watchEmulator();
  const refs = startMany(world, 1, { durationMs: 20 * SECOND });
  await passTimeUntil(Promise.all([world.watcher.start(), world.watcher.start()]));
  await passTimeUntil(world.watcher.start());
  await passHours(MINUTE);
  expectReported(refs, world);
  await stopped(world);
  await expect(world.watcher.start()).rejects.toThrow('watcher must be one that was not stopped');
});

it('does nothing when it is stopped before it starts', async () => {
  const world = watchEmulator();
  await world.watcher.stop();
  await expect(world.watcher.start()).rejects.toMatchObject({ code: 'INVALID_OPTION' });
  expect(world.emulator.calls.total).toBe(0);
  expect(world.watcher.snapshot()).toMatchObject({ phase: 'stopped', instances: [] });
  expect(vi.getTimerCount()).toBe(0);
});

it('is draining while a stop waits for the state to open, then stopped', async () => {
  const store = createMemoryStore();
  let opened: () => void = () => undefined;
  const opening = new Promise<void>((resolve) => (opened = resolve));
  const slow = { ...methodsOf(store), open: () => opening.then(() => store.open()) };
  const world = watchWorld(undefined, {}, slow);
  const started = world.watcher.start();
  const stopping = world.watcher.stop();
  expect(world.watcher.snapshot().phase).toBe('draining');
  opened();
  await passTimeUntil(stopping);
  await started;
  expect(world.watcher.snapshot().phase).toBe('stopped');
  expect(world.emulator.calls.total).toBe(0);
});

it('is stopped when the state cannot be opened', async () => {
  const open = () => Promise.reject(new Error('no state'));
  const world = watchWorld(undefined, {}, { ...methodsOf(createMemoryStore()), open });
  await expect(world.watcher.start()).rejects.toThrow('no state');
  expect(world.watcher.snapshot().phase).toBe('stopped');
  const stopping = world.watcher.stop();
  expect(world.watcher.snapshot().phase).toBe('stopped');
  await stopping;
});

it('starts with the first call of next of an iterator', async () => {
  const world = watchEmulator();
  const [ref] = startMany(world, 1, { durationMs: 20 * SECOND });
  const events = world.watcher.events();
  await passHours(MINUTE);
  expect(world.emulator.calls.total).toBe(0);
  const second = startMany(world, 1, { durationMs: 20 * SECOND });
  const first = await passTimeUntil(events.next());
  expect(first.value).toMatchObject({ type: 'discovered', requestId: second[0]?.requestId });
  expect(ref?.requestId).not.toBe(first.value?.requestId);
  const next = await passTimeUntil(events.next());
  expect(next.value).toMatchObject({ type: 'succeeded' });
  await stopped(world);
  expect(await events.next()).toEqual({ done: true, value: undefined });
});

it('stops while writing the state fails', async () => {
  const world = watchEmulator();
  await passTimeUntil(world.watcher.start());
  startMany(world, 2, { durationMs: MINUTE });
  await passHours(2 * MINUTE);
  vi.spyOn(world.store, 'write').mockRejectedValue(new Error('no space left on device'));
  startMany(world, 2, { durationMs: MINUTE });
  await passHours(2 * MINUTE);
  const stoppedAtMs = now();
  await passTimeUntil(world.watcher.stop());
  expect(now() - stoppedAtMs).toBeLessThanOrEqual(10 * SECOND);
  await stopped(world);
  expect(world.events.at(-1)?.type).toBe('stopped');
});

it('stops while writing the state fails from the start', async () => {
  const world = watchEmulator();
  vi.spyOn(world.store, 'write').mockRejectedValue(new Error('no space left on device'));
  const started = world.watcher.start();
  started.catch(() => undefined);
  await passHours(MINUTE);
  await stopped(world);
  await started;
});

function methodsOf(store: StateStore): StateStore {
  return {
    open: () => store.open(),
    get: (key) => store.get(key),
    list: (range) => store.list(range),
    write: (changes) => store.write(changes),
    sizeBytes: () => store.sizeBytes(),
    close: () => store.close(),
  };
}
