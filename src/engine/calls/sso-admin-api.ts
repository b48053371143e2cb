import * as sdk from '@aws-sdk/client-sso-admin';
import type { SdkOperation } from '../requests/kind.js';
import { KINDS, KINDS_WITH_LIST, type ListedKind } from '../requests/kinds.js';
import { idIn, memberOf, readingFrom, statusIn } from '../requests/reading.js';
import type { RequestId } from '../requests/request.js';
import { faultFrom } from './call-error.js';
import type { Description, Page, Row, StatusApi } from './status-api.js';

/** The maximum page size of the service. */
export const PAGE_SIZE = 100;

/** A response with status 200 that lacks the requested data. It is retryable. */
export class UnusableResponseError extends Error {
  override readonly name = 'UnusableResponseError';

  constructor(operation: string, problem: string) {
    super(`${operation} returned no usable result: ${problem}`);
  }
}

/** The port over an SDK client. One call of the port is one `send`. Errors of the SDK are thrown unchanged. */
export function createSsoAdminApi(client: sdk.SSOAdminClient): StatusApi {
  return {
    async describe(request, abortSignal) {
      const { describe, status } = KINDS[request.kind];
      try {
        const { id, operation } = describe;
        const input = {
          InstanceArn: request.instanceArn,
          ...(id === undefined ? {} : { [id.member]: request.requestId }),
        };
        const response = await sendOperation(client, operation, input, abortSignal);
        return descriptionFrom(request, response);
      } catch (error) {
        const meaning = status.notFoundMeans;
        if (meaning === undefined || faultFrom(error).kind !== 'not-found') throw error;
        const reading = { status: meaning, details: {}, complete: true };
        return { reading, response: Object(error) };
      }
    },

    async listPage({ kind, instanceArn, status, nextToken }, abortSignal) {
      const input = {
        InstanceArn: instanceArn,
        MaxResults: PAGE_SIZE,
        ...(status === undefined ? {} : { Filter: { Status: status } }),
        ...(nextToken === undefined ? {} : { NextToken: nextToken }),
      };
      const { operation } = KINDS_WITH_LIST[kind].list;
      const response = await sendOperation(client, operation, input, abortSignal);
      return pageFrom(kind, response);
    },
  };
}

/** Sends a command by the name of its operation, because kinds have only that. */
export function sendOperation(
  client: sdk.SSOAdminClient,
  operation: SdkOperation,
  input: object,
  abortSignal: AbortSignal,
): Promise<object> {
  // `send` accepts no common type of all commands, so one of them represents all.
  const Command = Reflect.get(sdk, `${operation}Command`) as new (
    input: object,
  ) => sdk.DescribeInstanceCommand;
  return client.send(new Command(input), { abortSignal });
}

function descriptionFrom({ kind, requestId }: RequestId, response: object): Description {
  const { operation } = KINDS[kind].describe;
  const structure = statusIn(kind, response);
  const reading = structure && readingFrom(kind, structure, 'describe');
  if (structure === undefined || reading === undefined) {
    throw new UnusableResponseError(operation, `status ${String(memberOf(structure, 'Status'))}`);
  }
  const id = idIn(kind, structure);
  if (typeof id === 'string' && id !== requestId) {
    throw new UnusableResponseError(operation, `about another request, ${id}`);
  }
  return { reading, response };
}

function pageFrom(kind: ListedKind, response: object): Page {
  const { operation, member } = KINDS_WITH_LIST[kind].list;
  const items: unknown = memberOf(response, member);
  if (!Array.isArray(items)) throw new UnusableResponseError(operation, `no ${member}`);
  const nextToken = memberOf(response, 'NextToken');
  return {
    rows: items.flatMap((item) => rowFrom(kind, item)),
    ...(typeof nextToken === 'string' && nextToken !== '' ? { nextToken } : {}),
  };
}

/** A row without an id or with an unknown status is ignored; a describe resolves the request. */
function rowFrom(kind: ListedKind, item: unknown): Row[] {
  if (typeof item !== 'object' || item === null) return [];
  const requestId = idIn(kind, item);
  const reading = readingFrom(kind, item, 'list');
  return typeof requestId === 'string' && requestId !== '' && reading
    ? [{ requestId, reading }]
    : [];
}
