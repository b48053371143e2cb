import {
  CreateAccountAssignmentCommand,
  DeleteAccountAssignmentCommand,
  ProvisionPermissionSetCommand,
  type SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { createEmulator, type Emulator } from '../../../emulator/index.js';
import { requestFrom } from '../../../engine/options/request-from.js';
import { REQUEST_KINDS, type RequestKind } from '../../../engine/requests/kinds.js';
import type { RequestRef } from '../../../engine/requests/request.js';

const REQUESTS = 24;

/** The emulator of the demo. It is seeded, so that durations and failures are the same each time. */
export function demoEmulator(): Emulator {
  const emulator = createEmulator({
    seed: 46,
    failureRate: 0.2,
    durations: (random) => 1_500 + 11_500 * random() ** 1.5,
    latencyMs: 40,
    // The service accepts only 15 outstanding assignments and 3 provisionings.
    quotas: { burst: 40, outstandingAssignments: Infinity, outstandingProvisionings: Infinity },
  });
  const operations = REQUEST_KINDS.map((kind) => LISTS[kind]);
  emulator.addFault({ operations, fault: 'throttle', probability: 0.2, times: 4 });
  emulator.addFault({ operations, fault: 'html-error', probability: 0.1, times: 1 });
  return emulator;
}

/** Starts the demo's requests, one after the other, as a deployment would. */
export async function startRequests(
  client: SSOAdminClient,
  { instanceArn, permissionSetArn }: Pick<Emulator, 'instanceArn' | 'permissionSetArn'>,
  signal: AbortSignal,
): Promise<readonly RequestRef[]> {
  const refs: RequestRef[] = [];
  for (let number = 0; number < REQUESTS; number += 1) {
    const accountId = String(200_000_000_000 + number * 1_234_567);
    const target = { instanceArn, permissionSetArn, accountId };
    const kind = REQUEST_KINDS[number % REQUEST_KINDS.length] ?? 'permission-set-provisioning';
    const response = await START[kind](client, target, signal);
    refs.push(requestFrom(response, { instanceArn }));
  }
  return refs;
}

const LISTS = {
  'permission-set-provisioning': 'ListPermissionSetProvisioningStatus',
  'account-assignment-creation': 'ListAccountAssignmentCreationStatus',
  'account-assignment-deletion': 'ListAccountAssignmentDeletionStatus',
} as const;

interface Target {
  readonly instanceArn: string;
  readonly permissionSetArn: string;
  readonly accountId: string;
}

type Start = (
  client: SSOAdminClient,
  target: Target,
  abortSignal: AbortSignal,
) => Promise<Parameters<typeof requestFrom>[0]>;

const START: Readonly<Record<RequestKind, Start>> = {
  'permission-set-provisioning': (client, target, abortSignal) =>
    client.send(
      new ProvisionPermissionSetCommand({
        InstanceArn: target.instanceArn,
        PermissionSetArn: target.permissionSetArn,
        TargetType: 'AWS_ACCOUNT',
        TargetId: target.accountId,
      }),
      { abortSignal },
    ),
  'account-assignment-creation': (client, target, abortSignal) =>
    client.send(new CreateAccountAssignmentCommand(assignment(target)), { abortSignal }),
  'account-assignment-deletion': (client, target, abortSignal) =>
    client.send(new DeleteAccountAssignmentCommand(assignment(target)), { abortSignal }),
};

function assignment({ instanceArn, permissionSetArn, accountId }: Target) {
  return {
    InstanceArn: instanceArn,
    PermissionSetArn: permissionSetArn,
    TargetType: 'AWS_ACCOUNT',
    TargetId: accountId,
    PrincipalType: 'GROUP',
    PrincipalId: '9067f1a2b3-5f2c1d3e-6a7b-4c8d-9e0f-1a2b3c4d5e6f',
  } as const;
}
