import {
  DescribeAccountAssignmentCreationStatusCommand,
  DescribeAccountAssignmentDeletionStatusCommand,
  DescribePermissionSetProvisioningStatusCommand,
  ListAccountAssignmentCreationStatusCommand,
  ListAccountAssignmentDeletionStatusCommand,
  ListPermissionSetProvisioningStatusCommand,
  type ListPermissionSetProvisioningStatusCommandInput,
  type SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { readingFrom, type ServiceStatus, type StartResponse } from '../requests/reading.js';
import { KINDS, type RequestKind } from '../requests/kinds.js';
import type { RequestId } from '../requests/request.js';
import type { Page, Row, StatusApi } from './status-api.js';
import { UnusableResponseError } from './unusable-response.js';

/** The largest page size that AWS allows. */
export const PAGE_SIZE = 100;

type Send<Input, Output> = (
  client: SSOAdminClient,
  input: Input,
  options: { readonly abortSignal: AbortSignal },
) => Promise<Output>;

type ListInput = ListPermissionSetProvisioningStatusCommandInput;
type ListOutput = { readonly NextToken?: string | undefined } & {
  readonly [K in RequestKind as (typeof KINDS)[K]['listField']]?:
    | readonly ServiceStatus[]
    | undefined;
};

const COMMANDS: {
  readonly [K in RequestKind]: {
    readonly describe: Send<RequestId, StartResponse>;
    readonly list: Send<ListInput, ListOutput>;
  };
} = {
  'permission-set-provisioning': {
    describe: (client, { instanceArn, requestId }, options) =>
      client.send(
        new DescribePermissionSetProvisioningStatusCommand({
          InstanceArn: instanceArn,
          ProvisionPermissionSetRequestId: requestId,
        }),
        options,
      ),
    list: (client, input, options) =>
      client.send(new ListPermissionSetProvisioningStatusCommand(input), options),
  },
  'account-assignment-creation': {
    describe: (client, { instanceArn, requestId }, options) =>
      client.send(
        new DescribeAccountAssignmentCreationStatusCommand({
          InstanceArn: instanceArn,
          AccountAssignmentCreationRequestId: requestId,
        }),
        options,
      ),
    list: (client, input, options) =>
      client.send(new ListAccountAssignmentCreationStatusCommand(input), options),
  },
  'account-assignment-deletion': {
    describe: (client, { instanceArn, requestId }, options) =>
      client.send(
        new DescribeAccountAssignmentDeletionStatusCommand({
          InstanceArn: instanceArn,
          AccountAssignmentDeletionRequestId: requestId,
        }),
        options,
      ),
    list: (client, input, options) =>
      client.send(new ListAccountAssignmentDeletionStatusCommand(input), options),
  },
};

/** The port over an SDK client. One call of the port is one `send`. Errors of the SDK are thrown unchanged. */
export function createSsoAdminApi(client: SSOAdminClient): StatusApi {
  return {
    async describe(request, abortSignal) {
      const response = await COMMANDS[request.kind].describe(client, request, { abortSignal });
      const { describe: operation, statusField } = KINDS[request.kind];
      const status = response[statusField];
      const reading = status && readingFrom(status, 'describe');
      if (status === undefined || reading === undefined) {
        throw new UnusableResponseError(operation, `status ${String(status?.Status)}`);
      }
      if (status.RequestId !== undefined && status.RequestId !== request.requestId) {
        throw new UnusableResponseError(operation, `about another request, ${status.RequestId}`);
      }
      return { reading, response };
    },

    async listPage({ kind, instanceArn, status, nextToken }, abortSignal): Promise<Page> {
      const response = await COMMANDS[kind].list(
        client,
        {
          InstanceArn: instanceArn,
          MaxResults: PAGE_SIZE,
          ...(status === undefined ? {} : { Filter: { Status: status } }),
          ...(nextToken === undefined ? {} : { NextToken: nextToken }),
        },
        { abortSignal },
      );
      const { list: operation, listField } = KINDS[kind];
      const items = response[listField];
      if (!Array.isArray(items)) throw new UnusableResponseError(operation, `no ${listField}`);
      return {
        rows: items.flatMap(rowFrom),
        ...(response.NextToken ? { nextToken: response.NextToken } : {}),
      };
    },
  };
}

/** A row without an id or with an unknown status is ignored; a describe resolves the request. */
function rowFrom(item: ServiceStatus | null): Row[] {
  const reading = item && readingFrom(item, 'list');
  return item?.RequestId && reading ? [{ requestId: item.RequestId, reading }] : [];
}
