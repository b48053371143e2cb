import { KINDS, REQUEST_KINDS } from '../../engine/requests/kinds.js';
import { isOperationName, OPERATION_NAMES, type OperationName } from './operation-names.js';
import { unknownOperation } from '../protocol/service-error.js';
import { createPermissionSet, listInstances, listPermissionSets } from './catalog.js';
import { describeStatus, listStatus } from './status.js';
import type { Operation } from './operation.js';
import {
  createAccountAssignment,
  deleteAccountAssignment,
  provisionPermissionSet,
} from './start.js';

const OPERATIONS: ReadonlyMap<OperationName, Operation> = new Map<OperationName, Operation>([
  ['ListInstances', listInstances],
  ['CreatePermissionSet', createPermissionSet],
  ['ListPermissionSets', listPermissionSets],
  ['ProvisionPermissionSet', provisionPermissionSet],
  ['CreateAccountAssignment', createAccountAssignment],
  ['DeleteAccountAssignment', deleteAccountAssignment],
  ...REQUEST_KINDS.flatMap((kind): [OperationName, Operation][] => [
    [KINDS[kind].describe, describeStatus(kind)],
    [KINDS[kind].list, listStatus(kind)],
  ]),
]);

/** The operation of that name, or an UnknownOperationException that tells which there are. */
export function findOperation(name: string): Operation {
  const found = isOperationName(name) ? OPERATIONS.get(name) : undefined;
  if (found === undefined) {
    throw unknownOperation(
      `The emulator has no operation "${name}". It has: ${OPERATION_NAMES.join(', ')}.`,
    );
  }
  return found;
}
