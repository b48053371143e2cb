import { ListInstancesCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { beforeEach, vi } from 'vitest';
import { createEmulator } from '../../src/emulator/index.js';
import { restoreGlobals } from './restore-globals.js';

// The first call of the SDK loads modules, which virtual time does not wait for.
await new SSOAdminClient(createEmulator().clientConfig()).send(new ListInstancesCommand({}));

/** All sources of time of the code under test. Microtasks and streams stay real. */
const FAKED = [
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'Date',
  'performance',
] as const;

/** Gives each test of the file or of the `describe` its own virtual time. */
export function useVirtualTime(): void {
  beforeEach(startVirtualTime);
}

/** Starts virtual time at a fixed date, with seeded randomness. `setup-file.ts` ends it after the test. */
export function startVirtualTime(): void {
  vi.useFakeTimers({ toFake: [...FAKED], now: new Date('2026-01-01T00:00:00Z') });
  let state = 1;
  vi.spyOn(Math, 'random').mockImplementation(() => {
    // Park and Miller's generator: enough for jitter.
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  });
}

/** Ends virtual time before the end of the test. */
export function endVirtualTime(): void {
  restoreGlobals();
}

/** The number of calls in flight over a real socket; virtual time stops while there are any. */
export type InFlight = () => number;

/** Waits for microtasks, streams and calls in flight. */
async function quiet(inFlight: InFlight): Promise<void> {
  for (let turn = 0; turn < 3 || inFlight() > 0; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/**
 * Advances virtual time from timer to timer until `promise` has settled.
 *
 * @throws when no timer is left, or after an hour of virtual time
 */
export async function passTimeUntil<Result>(
  promise: Promise<Result>,
  inFlight: InFlight = () => 0,
): Promise<Result> {
  let settled = false;
  const mark = () => {
    settled = true;
  };
  promise.then(mark, mark);
  const endMs = performance.now() + 3_600_000;
  await quiet(inFlight);
  while (!settled) {
    if (vi.getTimerCount() === 0) throw new Error('No timer is left, and the promise is pending.');
    if (performance.now() > endMs) throw new Error('Not settled after an hour.');
    await vi.advanceTimersToNextTimerAsync();
    await quiet(inFlight);
  }
  return promise;
}

/** Advances virtual time by `ms`. */
export async function passTime(ms: number, inFlight: InFlight = () => 0): Promise<void> {
  const endMs = performance.now() + ms;
  await quiet(inFlight);
  while (performance.now() < endMs) {
    await vi.advanceTimersByTimeAsync(Math.min(endMs - performance.now(), 50));
    await quiet(inFlight);
  }
}
