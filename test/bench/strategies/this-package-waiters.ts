import {
  isRequestFailedError,
  waitUntilAccountAssignmentCreated,
  waitUntilAccountAssignmentDeleted,
  waitUntilPermissionSetProvisioned,
  type RequestRef,
  type WaiterConfiguration,
} from 'sso-admin-waiter';
import { eachAlone } from './each-alone.js';
import type { Strategy } from './strategy.js';

/**
 * This package, used like the SDK's waiters: a separate `waitUntil…` for each request, on one client.
 */
export const thisPackageWaiters: Strategy = {
  name: 'this-package-waiters',
  title: 'sso-admin-waiter, N × waitUntil…',
  begin(bench) {
    const client = bench.newClient({ maxAttempts: 1 });
    const params = { client, maxWaitTime: bench.timeoutMs / 1000 };
    return eachAlone(bench, async (ref) => {
      try {
        await waitUntil(params, ref);
        return 'SUCCEEDED';
      } catch (error) {
        if (isRequestFailedError(error)) return 'FAILED';
        throw error;
      }
    });
  },
};

function waitUntil(
  params: WaiterConfiguration,
  { kind, instanceArn: InstanceArn, requestId }: RequestRef,
): Promise<unknown> {
  switch (kind) {
    case 'permission-set-provisioning':
      return waitUntilPermissionSetProvisioned(params, {
        InstanceArn,
        ProvisionPermissionSetRequestId: requestId,
      });
    case 'account-assignment-creation':
      return waitUntilAccountAssignmentCreated(params, {
        InstanceArn,
        AccountAssignmentCreationRequestId: requestId,
      });
    case 'account-assignment-deletion':
      return waitUntilAccountAssignmentDeleted(params, {
        InstanceArn,
        AccountAssignmentDeletionRequestId: requestId,
      });
  }
}
