import type { RequestKind } from '../../engine/requests/kinds.js';
import type { Settings } from '../options/settings.js';
import type { RequestStore } from './request-store.js';
import { tooManyOutstanding } from '../protocol/service-error.js';

const PROVISIONINGS: readonly RequestKind[] = ['permission-set-provisioning'];
const ASSIGNMENTS: readonly RequestKind[] = [
  'account-assignment-creation',
  'account-assignment-deletion',
];

/** Throws a ThrottlingException when as many requests are in progress as the quota allows. */
export function requireQuota(
  kind: RequestKind,
  requests: RequestStore,
  settings: Settings,
  atMs: number,
): void {
  const [kinds, quota] = PROVISIONINGS.includes(kind)
    ? [PROVISIONINGS, settings.outstandingProvisionings]
    : [ASSIGNMENTS, settings.outstandingAssignments];
  if (requests.outstanding(kinds, atMs) >= quota) throw tooManyOutstanding();
}
