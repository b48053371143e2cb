import type { RequestTruth } from 'sso-admin-waiter/emulator';
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
  /** Of these, how many came long after an earlier one had been acknowledged. */
  readonly late: readonly string[];
}

/** @param longMs after so long an acknowledgement must have been remembered */
export function judge(
  requests: readonly RequestTruth[],
  arrivals: readonly Arrival[],
  longMs: number,
): Verdict {
  const firsts = firstsOf(arrivals);
  const statusOf = new Map(requests.map(({ requestId, status }) => [requestId, status]));
  const lost = requests.filter(({ requestId }) => !firsts.has(requestId));
  const wrong = arrivals.filter(
    ({ requestId, status, eventId }) =>
      statusOf.get(requestId) !== status || firsts.get(requestId)?.eventId !== eventId,
  );
  const acknowledged = firstsOf(arrivals.filter((arrival) => arrival.acknowledged));
  const late = arrivals.filter(({ requestId, atMs }) => {
    const firstMs = acknowledged.get(requestId)?.atMs;
    return firstMs !== undefined && atMs - firstMs > longMs;
  });
  return {
    expected: requests.length,
    lost: lost.map(({ requestId }) => requestId),
    wrong: wrong.map(({ requestId }) => requestId),
    duplicates: arrivals.length - firsts.size,
    late: late.map(({ requestId }) => requestId),
  };
}

function firstsOf(arrivals: readonly Arrival[]): ReadonlyMap<string, Arrival> {
  const firsts = new Map<string, Arrival>();
  for (const arrival of arrivals) {
    if (!firsts.has(arrival.requestId)) firsts.set(arrival.requestId, arrival);
  }
  return firsts;
}
