import type { DescribeOperation } from '../../engine/requests/kind.js';
import { KINDS_WITH_LIST, type ListedKind, type RequestKind } from '../../engine/requests/kinds.js';
import { memberOf } from '../../engine/requests/reading.js';
import { KINDS } from '../../engine/requests/kinds.js';
import { pageOf } from './list-page.js';
import { notFound } from '../protocol/service-error.js';
import { describeShape, LIST_STATUS } from './shapes.js';
import { operation, type Operation } from './operation.js';
import { isDescribed, responseOutput, rowOutput } from './status-output.js';

/** A describe operation. Kinds that share it are about the same resources: the latest request counts. */
export function describeStatus(
  kinds: readonly RequestKind[],
  { id }: DescribeOperation,
): Operation {
  return operation(describeShape(id), (input, { directory, requests }, atMs) => {
    directory.requireInstance(input.InstanceArn);
    const requestId = id === undefined ? input.InstanceArn : String(memberOf(input, id.member));
    const request = kinds
      .flatMap((kind) => requests.describe(kind, requestId, atMs) ?? [])
      .toSorted((one, other) => other.startedAtMs - one.startedAtMs)[0];
    if (request === undefined || !isDescribed(request, atMs)) {
      const titles = kinds.map((kind) => KINDS[kind].title).join(' or ');
      throw notFound(`Request for ${titles} not found: ${requestId}`);
    }
    return responseOutput(request, atMs);
  });
}

/** The list operation of a kind. */
export function listStatus(kind: ListedKind): Operation {
  const { list } = KINDS_WITH_LIST[kind];
  return operation(LIST_STATUS, (input, { directory, requests }, atMs) => {
    directory.requireInstance(input.InstanceArn);
    const status = input.Filter?.Status;
    const { rows, asOfMs } = requests.list(kind, status, atMs);
    const { items, nextToken } = pageOf(rows, {
      maxResults: input.MaxResults,
      nextToken: input.NextToken,
      list: `${list.operation} ${status ?? 'ALL'}`,
    });
    return { [list.member]: items.map((row) => rowOutput(row, asOfMs)), NextToken: nextToken };
  });
}
