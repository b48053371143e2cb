import {
  DescribeAccountAssignmentCreationStatusCommand,
  DescribeAccountAssignmentDeletionStatusCommand,
  DescribePermissionSetProvisioningStatusCommand,
  type SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { createEmulator, type Emulator } from '../../src/emulator/index.js';
import type { RequestRef } from '../../src/index.js';
import { startTimer } from '../../src/engine/util/clock.js';

/** The recorded command line. `deploy.sh` prints the output of `aws sso-admin` for each start. */
export const COMMAND_LINE = './deploy.sh | npx sso-admin-waiter wait -';

/** Six requests that were just started, of which one will fail. A later call is throttled. */
export function waitScenario(): { emulator: Emulator; refs: readonly RequestRef[] } {
  const emulator = createEmulator({ seed: 11, latencyMs: 60 });
  const refs = REQUESTS.map((spec) => emulator.startRequest(spec));
  startTimer(THROTTLED_AFTER_MS, () => {
    emulator.addFault({ fault: 'throttle', times: 1 });
  });
  return { emulator, refs };
}

/** The output of `deploy.sh`. It uses describes, because a start has the same response. */
export async function deployOutput(
  client: SSOAdminClient,
  refs: readonly RequestRef[],
): Promise<string> {
  const documents: string[] = [];
  for (const ref of refs) {
    const { $metadata: _, ...response } = await describe(client, ref);
    documents.push(JSON.stringify(response));
  }
  return documents.join('\n');
}

function describe(client: SSOAdminClient, { kind, instanceArn, requestId }: RequestRef) {
  const target = { InstanceArn: instanceArn };
  switch (kind) {
    case 'permission-set-provisioning':
      return client.send(
        new DescribePermissionSetProvisioningStatusCommand({
          ...target,
          ProvisionPermissionSetRequestId: requestId,
        }),
      );
    case 'account-assignment-creation':
      return client.send(
        new DescribeAccountAssignmentCreationStatusCommand({
          ...target,
          AccountAssignmentCreationRequestId: requestId,
        }),
      );
    case 'account-assignment-deletion':
      return client.send(
        new DescribeAccountAssignmentDeletionStatusCommand({
          ...target,
          AccountAssignmentDeletionRequestId: requestId,
        }),
      );
  }
}

const THROTTLED_AFTER_MS = 8_000;

const REQUESTS: readonly Parameters<Emulator['startRequest']>[0][] = [
  {
    kind: 'permission-set-provisioning',
    accountId: '210987654321',
    durationMs: 34_300,
    status: 'SUCCEEDED',
  },
  {
    kind: 'permission-set-provisioning',
    accountId: '345678901234',
    durationMs: 20_200,
    status: 'SUCCEEDED',
  },
  {
    kind: 'account-assignment-creation',
    accountId: '210987654321',
    durationMs: 4_100,
    status: 'SUCCEEDED',
  },
  {
    kind: 'account-assignment-creation',
    accountId: '345678901234',
    durationMs: 11_700,
    failureReason:
      'Received a 404 status error: the GROUP assignee 9067f1a2b3-0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9 ' +
      'was not found in directory d-9067f1a2b3',
  },
  {
    kind: 'account-assignment-creation',
    accountId: '456789012345',
    durationMs: 14_600,
    status: 'SUCCEEDED',
  },
  {
    kind: 'account-assignment-deletion',
    accountId: '567890123456',
    durationMs: 26_900,
    status: 'SUCCEEDED',
  },
];
