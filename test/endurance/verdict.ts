import type { InspectedRequest } from 'sso-admin-waiter/emulator';
import type { Arrival } from './receiver.js';

/** How the events that arrived compare with what really happened. */
export interface Verdict {
  /** One terminal event for each request. */
  readonly expected: number;
  readonly lost: readonly string[];
  /** With a status that is not so, or with another id for the same request. */
  readonly wrong: readonly string[];
  /** Arrivals beyond the first of an event. */
  readonly duplicates: number;
  /** Of these, those that had been acknowledged well before the watcher was killed, and so stored. */
  readonly forgotten: readonly string[];
}

/**
 * @param killsMs when watchers were killed, in milliseconds since the epoch
 * @param storedWithinMs within this time an acknowledgement must have been stored
 */
export function judge(
  requests: readonly InspectedRequest[],
  arrivals: readonly Arrival[],
  killsMs: readonly number[],
  storedWithinMs: number,
): Verdict {
  const firsts = firstsOf(arrivals);
  const statusOf = new Map(requests.map(({ requestId, status }) => [requestId, status]));
  const lost = requests.filter(({ requestId }) => !firsts.has(requestId));
  const wrong = arrivals.filter(
    ({ requestId, status, eventId }) =>
      statusOf.get(requestId) !== status || firsts.get(requestId)?.eventId !== eventId,
  );
  const acknowledged = firstsOf(arrivals.filter((arrival) => arrival.acknowledged));
  const forgotten = arrivals.filter(({ requestId, atMs }) => {
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
    forgotten: forgotten.map(({ requestId }) => requestId),
  };
}

function firstsOf(arrivals: readonly Arrival[]): ReadonlyMap<string, Arrival> {
  const firsts = new Map<string, Arrival>();
  for (const arrival of arrivals) {
    if (!firsts.has(arrival.requestId)) firsts.set(arrival.requestId, arrival);
  }
  return firsts;
}
