import {
  KINDS,
  KINDS_WITH_LIST,
  LISTED_KINDS,
  REQUEST_KINDS,
} from '../../engine/requests/kinds.js';
import { OPERATION_NAMES } from './operation-names.js';
import { unknownOperation } from '../protocol/service-error.js';
import { createPermissionSet, listInstances, listPermissionSets } from './catalog.js';
import { describeStatus, listStatus } from './status.js';
import type { Operation } from './operation.js';
import { startOperation } from './start.js';

const OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['ListInstances', listInstances],
  ['CreatePermissionSet', createPermissionSet],
  ['ListPermissionSets', listPermissionSets],
  ...REQUEST_KINDS.flatMap((kind): [string, Operation][] => {
    const { start } = KINDS[kind];
    return start ? [[start.operation, startOperation(kind, start)]] : [];
  }),
  ...REQUEST_KINDS.map((kind): [string, Operation] => {
    const { operation } = KINDS[kind].describe;
    const sharing = REQUEST_KINDS.filter((each) => KINDS[each].describe.operation === operation);
    return [operation, describeStatus(sharing, KINDS[kind].describe)];
  }),
  ...LISTED_KINDS.map((kind): [string, Operation] => [
    KINDS_WITH_LIST[kind].list.operation,
    listStatus(kind),
  ]),
]);

/** The operation with that name. @throws {ServiceError} UnknownOperationException with the known names */
export function findOperation(name: string): Operation {
  const found = OPERATIONS.get(name);
  if (found === undefined) {
    throw unknownOperation(
      `The emulator has no operation "${name}". It has: ${OPERATION_NAMES.join(', ')}.`,
    );
  }
  return found;
}
