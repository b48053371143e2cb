import type { RequestKind } from '../../../engine/requests/kinds.js';
import type { WrittenRequest } from './parse-requests.js';
import { isTerminal } from '../../../engine/requests/request.js';
import { UsageError } from '../../usage-error.js';

/** A request with its kind. */
export type NamedRequest = WrittenRequest & { readonly kind: RequestKind };

/**
 * Adds the kind to bare ids, and merges duplicates. If one of two duplicates contains the result, it is kept.
 *
 * @throws {UsageError} when there are no requests, or the kind of a bare id is ambiguous
 */
export function namedRequests(
  written: readonly WrittenRequest[],
  kinds: readonly RequestKind[],
): readonly NamedRequest[] {
  if (written.length === 0) {
    throw new UsageError(
      'Standard input contains no request. Expected ids, one per line, or the JSON output of ' +
        "'aws sso-admin'. Check whether the command before the pipe failed.",
    );
  }
  const named = new Map<string, NamedRequest>();
  for (const request of written) {
    const kind = request.kind ?? onlyKind(kinds, request.requestId);
    const key = `${kind} ${request.requestId}`;
    const before = named.get(key);
    if (before === undefined || !hasEnded(before)) named.set(key, { ...before, ...request, kind });
  }
  return [...named.values()];
}

function onlyKind(kinds: readonly RequestKind[], requestId: string): RequestKind {
  const [kind] = kinds;
  if (kind !== undefined && kinds.length === 1) return kind;
  throw new UsageError(
    `The kind of ${requestId} is ambiguous. Give exactly one --kind with request ids.`,
  );
}

function hasEnded({ started }: WrittenRequest): boolean {
  return started !== undefined && isTerminal(started.status);
}
