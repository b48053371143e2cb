import { expect, vi } from 'vitest';
import type { RequestRef } from '../../src/index.js';
import { sleep } from '../../src/engine/util/abortable.js';
import { isTerminalEvent } from '../../src/watcher/request-event.js';
import type { StateStore } from '../../src/watcher/store/store.js';
import { passTimeUntil } from '../support/virtual-time.js';
import type { WatchedWorld } from '../watcher/support.js';

export const ORDERS = ['newest-first', 'oldest-first', 'shuffled'] as const;

export const SECOND = 1_000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;

/** Old entries per list: 20,000 in all three lists. */
export const MANY = 6_667;

/** Advances virtual time from timer to timer, which is fast enough for hours. */
export async function passHours(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= HOUR) await passTimeUntil(sleep(Math.min(left, HOUR)));
}

/** The ids of the requests whose end was reported, in order, by one watcher or several in sequence. */
export function endedIds(...worlds: readonly WatchedWorld[]): string[] {
  const received = worlds.flatMap(({ sink }) => sink.received);
  return received.filter(isTerminalEvent).map(({ requestId }) => requestId);
}

/** Expects that the ends of exactly these requests were reported, once each and correctly. */
export function expectReported(
  refs: readonly RequestRef[],
  ...worlds: readonly [WatchedWorld, ...WatchedWorld[]]
): void {
  const ids = refs.map(({ requestId }) => requestId);
  expect(endedIds(...worlds).toSorted()).toEqual(ids.toSorted());
  const [{ emulator }] = worlds;
  for (const event of worlds.flatMap(({ sink }) => sink.received).filter(isTerminalEvent)) {
    const actual = emulator.inspect(event.requestId);
    expect([event.status, event.kind]).toEqual([actual?.finalStatus, actual?.kind]);
    if (event.type === 'failed') expect(event.failureReason).toBe(actual?.failureReason);
  }
}

/** Stops a watcher, and expects that no timer is left and no call follows. */
export async function stopped({ watcher, emulator }: WatchedWorld): Promise<void> {
  await passTimeUntil(watcher.stop());
  expect(vi.getTimerCount()).toBe(0);
  const calls = emulator.calls.total;
  await passHours(MINUTE);
  expect(emulator.calls.total).toBe(calls);
}

export async function keysOf(store: StateStore): Promise<readonly string[]> {
  return (await store.list({ prefix: '' })).map(({ key }) => key);
}
