import {
  discoverRequests,
  findInstanceArn,
  type DiscoveredRequest,
} from '../../../waiter/discover-requests.js';
import type { CallOptions, ConnectionOptions } from '../../../engine/options/wait-options.js';
import type { ListedKind } from '../../../engine/requests/kinds.js';
import type { RequestRef } from '../../../engine/requests/request.js';
import type { NamedRequest } from './named-requests.js';

/** The connection, and the instance if it is known. */
export interface Lookup {
  readonly calls: ConnectionOptions & CallOptions & { readonly signal: AbortSignal };
  readonly instanceArn: string | undefined;
}

/** Refs of the given requests. The instance is looked up only if one of them has none. */
export async function refsOf(
  named: readonly NamedRequest[],
  { calls, instanceArn }: Lookup,
): Promise<readonly RequestRef[]> {
  const needsInstance = named.some((request) => request.instanceArn === undefined);
  const fallback = instanceArn ?? (needsInstance ? await findInstanceArn(calls) : '');
  return named.map(({ kind, requestId, started, instanceArn: own = fallback }) => {
    const ref = { kind, requestId, instanceArn: instanceArn ?? own };
    return started === undefined ? ref : { ...ref, started };
  });
}

/** Refs of all requests that are in progress. */
export async function refsInProgress(
  kinds: readonly ListedKind[],
  { calls, instanceArn }: Lookup,
): Promise<readonly RequestRef[]> {
  const refs: RequestRef[] = [];
  const found = discoverRequests({
    ...calls,
    instanceArn: instanceArn ?? (await findInstanceArn(calls)),
    kinds,
    statuses: ['IN_PROGRESS'],
  });
  for await (const request of found) refs.push(refOf(request));
  return refs;
}

function refOf(request: DiscoveredRequest): RequestRef {
  const { kind, instanceArn, requestId, status, createdDate } = request;
  const details = createdDate === undefined ? {} : { createdDate };
  return { kind, instanceArn, requestId, started: { status, details, complete: false } };
}
