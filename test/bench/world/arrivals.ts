import type { RequestRef } from 'sso-admin-waiter';
import type { Emulator } from 'sso-admin-waiter/emulator';
import type { WaitFor } from '../strategies/strategy.js';
import type { Scenario } from './scenario.js';

/** The arrivals of requests. */
export interface Arrivals {
  /** A wait has ended, so a slot is free. */
  concluded(): void;
}

/**
 * Starts the requests of the scenario, without calls, so that starts do not use the quota. Each ref has the
 * status of a start call.
 */
export function startArrivals(
  emulator: Emulator,
  { requests, arrival, kinds }: Scenario,
  waitFor: WaitFor,
): Arrivals {
  let started = 0;
  const start = (): RequestRef => {
    const kind = kinds[started % kinds.length] ?? 'permission-set-provisioning';
    started += 1;
    return {
      ...emulator.startRequest({ kind }),
      started: { status: 'IN_PROGRESS', details: {}, complete: false },
    };
  };
  const startMany = (count: number) => {
    const refs = Array.from({ length: Math.min(count, requests - started) }, start);
    if (refs.length > 0) waitFor(refs);
  };
  const startNext = (everyMs: number) => {
    startMany(1);
    if (started < requests) setTimeout(() => startNext(everyMs), everyMs);
  };

  // Deferred, because a strategy can report a result at once, before `startArrivals` has returned.
  queueMicrotask(() => {
    if (arrival.type === 'at-once') startMany(requests);
    else if (arrival.type === 'slots') startMany(arrival.slots);
    else startNext(arrival.everyMs);
  });
  return { concluded: () => arrival.type === 'slots' && startMany(1) };
}
