import { REQUEST_KINDS, type RequestKind } from '../../engine/requests/kinds.js';
import type { RequestStatus } from '../../engine/requests/request.js';
import { isRetained, statusAt, type EmulatedRequest } from './emulated-request.js';
import { createListView, type ListView } from './list-view.js';

/** How lists and describes show requests that were just made, changed, or ended long ago. */
export interface Visibility {
  /** Lists show the state as it was so long ago. */
  readonly listLagMs: number;
  /** So long after its start, a describe does not find a request. */
  readonly notFoundWindowMs: number;
  /** So long after its end, a request is forgotten. */
  readonly retentionMs: number;
}

/** All requests of the emulated service. Reads are functions of the time given to them. */
export interface RequestStore {
  add(request: EmulatedRequest): void;
  /** What a describe finds. */
  describe(kind: RequestKind, requestId: string, atMs: number): EmulatedRequest | undefined;
  /** What a list shows, and as of when. */
  list(kind: RequestKind, status: RequestStatus | undefined, atMs: number): ListedRequests;
  /** How many requests of these kinds are in progress. */
  outstanding(kinds: readonly RequestKind[], atMs: number): number;
  /** What is really there, whatever lists and describes say. */
  find(requestId: string): EmulatedRequest | undefined;
  /** All requests that were added, oldest first. */
  readonly added: readonly EmulatedRequest[];
}

/** Rows of a list, with the time as of which their statuses hold. */
interface ListedRequests {
  readonly rows: readonly EmulatedRequest[];
  readonly asOfMs: number;
}

/** Makes a store that already holds `past`: requests that ended before the emulator began. */
export function createRequestStore(
  { listLagMs, notFoundWindowMs, retentionMs }: Visibility,
  past: readonly EmulatedRequest[],
): RequestStore {
  const byKey = new Map(past.map((request) => [keyOf(request), request]));
  const byId = new Map(past.map((request) => [request.requestId, request]));
  const added: EmulatedRequest[] = [];
  const views = new Map<RequestKind, ListView>(
    REQUEST_KINDS.map((kind) => [
      kind,
      createListView(
        past.filter((request) => request.kind === kind),
        retentionMs,
      ),
    ]),
  );
  let running: EmulatedRequest[] = [];

  return {
    added,
    add: (request) => {
      byKey.set(keyOf(request), request);
      byId.set(request.requestId, request);
      added.push(request);
      running.push(request);
      views.get(request.kind)?.add(request);
    },
    describe: (kind, requestId, atMs) => {
      const request = byKey.get(keyOf({ kind, requestId }));
      if (request === undefined || !isRetained(request, retentionMs, atMs)) return undefined;
      return atMs < request.startedAtMs + notFoundWindowMs ? undefined : request;
    },
    list: (kind, status, atMs) => {
      const asOfMs = atMs - listLagMs;
      return { rows: views.get(kind)?.rowsAt(asOfMs, status) ?? [], asOfMs };
    },
    outstanding: (kinds, atMs) => {
      running = running.filter((request) => statusAt(request, atMs) === 'IN_PROGRESS');
      return running.filter(({ kind }) => kinds.includes(kind)).length;
    },
    find: (requestId) => byId.get(requestId),
  };
}

/** The name of a resource can be that of several requests, also of different kinds: the latest is kept. */
function keyOf({ kind, requestId }: Pick<EmulatedRequest, 'kind' | 'requestId'>): string {
  return `${kind} ${requestId}`;
}
