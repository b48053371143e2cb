import type { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { createEmulator, type Emulator } from '../../../emulator/index.js';
import { requestFrom } from '../../../engine/options/request-from.js';
import { sendOperation } from '../../../engine/calls/sso-admin-api.js';
import { KIND_TABLE } from '../../../engine/requests/kind-table.js';
import { KINDS, LISTED_KINDS } from '../../../engine/requests/kinds.js';
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
  const operations = LISTED_KINDS.map((kind) => KIND_TABLE[kind].list.operation);
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
  const starts = LISTED_KINDS.flatMap((kind) => KINDS[kind].start ?? []);
  const refs: RequestRef[] = [];
  for (let number = 0; number < REQUESTS; number += 1) {
    const start = starts[number % starts.length];
    if (start === undefined) break;
    const accountId = String(200_000_000_000 + number * 1_234_567);
    const input = start.inputFor(instanceArn, { ...PRINCIPAL, permissionSetArn, accountId });
    const response = await sendOperation(client, start.operation, input, signal);
    refs.push(requestFrom(response, { instanceArn }));
  }
  return refs;
}

const PRINCIPAL = {
  principalType: 'GROUP',
  principalId: '9067f1a2b3-5f2c1d3e-6a7b-4c8d-9e0f-1a2b3c4d5e6f',
} as const;
