import { KINDS, type RequestKind } from '../../engine/requests/kinds.js';
import { pageOf } from './list-page.js';
import { notFound } from '../protocol/service-error.js';
import { describeShape, LIST_STATUS } from './shapes.js';
import { operation, type Operation } from './operation.js';
import { rowOutput, statusOutput } from './status-output.js';

/** The describe operation of a kind. */
export function describeStatus(kind: RequestKind): Operation {
  const { idField, statusField, title } = KINDS[kind];
  return operation(describeShape(idField), (input, { directory, requests }, atMs) => {
    directory.requireInstance(input.InstanceArn);
    const id = input[idField] ?? '';
    const request = requests.describe(kind, id, atMs);
    if (request === undefined) throw notFound(`Request for ${title} not found: ${id}`);
    return { [statusField]: statusOutput(request, atMs) };
  });
}

/** The list operation of a kind. */
export function listStatus(kind: RequestKind): Operation {
  const { list, listField } = KINDS[kind];
  return operation(LIST_STATUS, (input, { directory, requests }, atMs) => {
    directory.requireInstance(input.InstanceArn);
    const status = input.Filter?.Status;
    const { rows, asOfMs } = requests.list(kind, status, atMs);
    const { items, nextToken } = pageOf(rows, {
      maxResults: input.MaxResults,
      nextToken: input.NextToken,
      list: `${list} ${status ?? 'ALL'}`,
    });
    return { [listField]: items.map((row) => rowOutput(row, asOfMs)), NextToken: nextToken };
  });
}
