import { REQUEST_KINDS, type RequestKind } from '../../engine/requests/kinds.js';
import type { RequestStatus } from '../../engine/requests/request.js';
import { isRetained, statusAt, type EmulatedRequest } from './emulated-request.js';
import { createListView, type ListView } from './list-view.js';

/** When lists and describes show requests. */
export interface Visibility {
  /** The age of the state that lists show, in milliseconds. */
  readonly listLagMs: number;
  /** How long after its start describes do not find a request, in milliseconds. */
  readonly notFoundWindowMs: number;
  /** How long a request is kept after its end, in milliseconds. */
  readonly retentionMs: number;
}

/** All requests of the emulated service. Reads depend only on the given time. */
export interface RequestStore {
  add(request: EmulatedRequest): void;
  /** The request that a describe finds, if any. */
  describe(kind: RequestKind, requestId: string, atMs: number): EmulatedRequest | undefined;
  /** The rows of a list, and the time that they show. */
  list(kind: RequestKind, status: RequestStatus | undefined, atMs: number): ListedRequests;
  /** How many requests of these kinds are in progress. */
  outstanding(kinds: readonly RequestKind[], atMs: number): number;
  /** The request, independent of the visibility. */
  find(requestId: string): EmulatedRequest | undefined;
  /** All requests that were added, oldest first. */
  readonly added: readonly EmulatedRequest[];
}

/** Rows of a list, with the time of their statuses. */
interface ListedRequests {
  readonly rows: readonly EmulatedRequest[];
  readonly asOfMs: number;
}

/** Creates a store that contains `past`: requests that ended before the emulator was created. */
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

/** Several requests can be about one resource, also of different kinds. The latest is kept. */
function keyOf({ kind, requestId }: Pick<EmulatedRequest, 'kind' | 'requestId'>): string {
  return `${kind} ${requestId}`;
}
