import type { RequestKind } from '../../../engine/requests/kinds.js';
import type { WrittenRequest } from '../../../engine/options/parse-requests.js';
import { isTerminal } from '../../../engine/requests/request.js';
import { UsageError } from '../../usage-error.js';

/** A request of which the kind is settled. */
export type NamedRequest = WrittenRequest & { readonly kind: RequestKind };

/**
 * Gives bare ids their kind, and makes the same request, written twice, one; where one of the two
 * says how it ended, that one stays.
 *
 * @throws {UsageError} when there is nothing, or the kind of a bare id is left open
 */
export function namedRequests(
  written: readonly WrittenRequest[],
  kinds: readonly RequestKind[],
): readonly NamedRequest[] {
  if (written.length === 0) {
    throw new UsageError(
      'Standard input named no request. Expected ids, one per line, or the JSON that ' +
        "'aws sso-admin' printed; perhaps the command before the pipe failed.",
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
    `Of which kind is ${requestId}? Give one --kind for ids; several are for --all.`,
  );
}

function hasEnded({ started }: WrittenRequest): boolean {
  return started !== undefined && isTerminal(started.status);
}
