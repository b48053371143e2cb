import {
  DescribePermissionSetProvisioningStatusCommand,
  ListPermissionSetProvisioningStatusCommand,
  SSOAdminClient,
  type PermissionSetProvisioningStatus,
} from '@aws-sdk/client-sso-admin';
import type { Emulator } from '../../src/emulator/index.js';
import type { RequestRef, RequestStatus } from '../../src/engine/requests/request.js';

/** A client in the same process that does not retry. */
export function clientOf(emulator: Emulator): SSOAdminClient {
  return new SSOAdminClient({ ...emulator.clientConfig(), maxAttempts: 1 });
}

/** The status of a provisioning. */
export async function describeIt(
  client: SSOAdminClient,
  { instanceArn, requestId }: RequestRef,
  options: { abortSignal?: AbortSignal; requestTimeout?: number } = {},
): Promise<PermissionSetProvisioningStatus | undefined> {
  const output = await client.send(
    new DescribePermissionSetProvisioningStatusCommand({
      InstanceArn: instanceArn,
      ProvisionPermissionSetRequestId: requestId,
    }),
    options,
  );
  return output.PermissionSetProvisioningStatus;
}

/** The ids on a page of provisionings, and the token of the next. */
export async function listThem(
  client: SSOAdminClient,
  instanceArn: string,
  page: { status?: RequestStatus; max?: number; token?: string | undefined } = {},
): Promise<{ ids: string[]; statuses: string[]; token: string | undefined }> {
  const output = await client.send(
    new ListPermissionSetProvisioningStatusCommand({
      InstanceArn: instanceArn,
      MaxResults: page.max,
      NextToken: page.token,
      Filter: page.status && { Status: page.status },
    }),
  );
  const rows = output.PermissionSetsProvisioningStatus ?? [];
  return {
    ids: rows.map(({ RequestId }) => RequestId ?? ''),
    statuses: rows.map(({ Status }) => Status ?? ''),
    token: output.NextToken,
  };
}
