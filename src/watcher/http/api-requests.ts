import { REQUEST_STATUSES, type RequestStatus } from '../../engine/requests/request.js';
import type { TerminalRequestEvent } from '../request-event.js';
import type { InFlightRequest, WatcherSnapshot } from '../watcher-interface.js';

/** A request as the API shows it: what is known of it, and how it stands. */
type ListedRequest =
  | (InFlightRequest & { readonly status: 'IN_PROGRESS' })
  | (Omit<TerminalRequestEvent, 'type' | 'id' | 'at'> & {
      /** Of the event, the same at every delivery. */
      readonly eventId: string;
      readonly endDetectedAt: Date;
    });

/** Those in progress, oldest first, then those that ended, newest first; or those of one status. */
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

/** `undefined` when it is none. */
export function toStatus(text: string | null): RequestStatus | undefined {
  return REQUEST_STATUSES.find((status) => status === text);
}
