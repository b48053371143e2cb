import { REQUEST_STATUSES, type RequestStatus } from '../../engine/requests/request.js';
import type { TerminalRequestEvent } from '../request-event.js';
import type { InFlightRequest, WatcherSnapshot } from '../watcher-interface.js';

/** A request in the API, with its status. */
type ListedRequest =
  | (InFlightRequest & { readonly status: 'IN_PROGRESS' })
  | (Omit<TerminalRequestEvent, 'type' | 'id' | 'at'> & {
      /** The id of the event. It is the same for each delivery. */
      readonly eventId: string;
      readonly endDetectedAt: Date;
    });

/** Requests in progress, oldest first, then those that ended, newest first; optionally of one status only. */
export function requestsOf(
  { inFlight, recent }: WatcherSnapshot,
  only: RequestStatus | undefined,
): ListedRequest[] {
  const all: ListedRequest[] = [
    ...inFlight.map((request) => ({ ...request, status: 'IN_PROGRESS' as const })),
    ...recent.map(({ type: _type, id, at, ...event }) => ({
      ...event,
      eventId: id,
      endDetectedAt: at,
    })),
  ];
  return only === undefined ? all : all.filter(({ status }) => status === only);
}

/** Parses a status; `undefined` if the text is not one. */
export function toStatus(text: string | null): RequestStatus | undefined {
  return REQUEST_STATUSES.find((status) => status === text);
}
