import { KINDS, REQUEST_KINDS, type RequestKind } from '../../engine/requests/kinds.js';
import type { Settings } from '../options/settings.js';
import type { RequestStore } from './request-store.js';
import { tooManyOutstanding } from '../protocol/service-error.js';

/** Throws a ThrottlingException when as many requests are in progress as the quota allows. */
export function requireQuota(
  kind: RequestKind,
  requests: RequestStore,
  { outstanding }: Settings,
  atMs: number,
): void {
  const name = quotaOf(kind);
  if (name === undefined) return;
  const sharing = REQUEST_KINDS.filter((each) => quotaOf(each) === name);
  if (requests.outstanding(sharing, atMs) >= (outstanding.get(name) ?? Infinity)) {
    throw tooManyOutstanding();
  }
}

function quotaOf(kind: RequestKind): string | undefined {
  return KINDS[kind].start?.quota?.name;
}
