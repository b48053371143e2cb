import type { InspectedRequest } from 'sso-admin-waiter/emulator';
import type { Arrival } from './receiver.js';

/** The received events, compared with the requests. */
export interface Comparison {
  /** The number of expected events: one terminal event for each request. */
  readonly expected: number;
  readonly lost: readonly string[];
  /** Events with a wrong status, or with another id for the same request. */
  readonly wrong: readonly string[];
  /** Arrivals beyond the first of an event. */
  readonly duplicates: number;
  /** Duplicates whose acknowledgement must have been stored before the watcher was killed. */
  readonly redelivered: readonly string[];
}

/**
 * @param killsMs the times at which watchers were killed, in milliseconds since the epoch
 * @param storedWithinMs the time within which an acknowledgement must be stored
 */
export function compareEvents(
  requests: readonly InspectedRequest[],
  arrivals: readonly Arrival[],
  killsMs: readonly number[],
  storedWithinMs: number,
): Comparison {
  const firsts = firstsOf(arrivals);
  const statusOf = new Map(requests.map(({ requestId, status }) => [requestId, status]));
  const lost = requests.filter(({ requestId }) => !firsts.has(requestId));
  const wrong = arrivals.filter(
    ({ requestId, status, eventId }) =>
      statusOf.get(requestId) !== status || firsts.get(requestId)?.eventId !== eventId,
  );
  const acknowledged = firstsOf(arrivals.filter((arrival) => arrival.acknowledged));
  const redelivered = arrivals.filter(({ requestId, atMs }) => {
    const firstMs = acknowledged.get(requestId)?.atMs;
    if (firstMs === undefined || atMs <= firstMs) return false;
    const killMs = killsMs.find((killedMs) => killedMs >= firstMs) ?? Infinity;
    return Math.min(killMs, atMs) - firstMs > storedWithinMs;
  });
  return {
    expected: requests.length,
    lost: lost.map(({ requestId }) => requestId),
    wrong: wrong.map(({ requestId }) => requestId),
    duplicates: arrivals.length - firsts.size,
    redelivered: redelivered.map(({ requestId }) => requestId),
  };
}

function firstsOf(arrivals: readonly Arrival[]): ReadonlyMap<string, Arrival> {
  const firsts = new Map<string, Arrival>();
  for (const arrival of arrivals) {
    if (!firsts.has(arrival.requestId)) firsts.set(arrival.requestId, arrival);
  }
  return firsts;
}
