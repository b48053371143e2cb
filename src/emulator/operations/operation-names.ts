import { KINDS, REQUEST_KINDS, type RequestKind } from '../../engine/requests/kinds.js';

/** An operation of the service that the emulator has. */
export type OperationName =
  | 'ListInstances'
  | 'CreatePermissionSet'
  | 'ListPermissionSets'
  | (typeof KINDS)[RequestKind]['start' | 'describe' | 'list'];

/** All of them. */
export const OPERATION_NAMES: readonly OperationName[] = [
  'ListInstances',
  'CreatePermissionSet',
  'ListPermissionSets',
  ...REQUEST_KINDS.flatMap((kind) => [KINDS[kind].start, KINDS[kind].describe, KINDS[kind].list]),
];

/** Whether `name` is an operation that the emulator has. */
export function isOperationName(name: unknown): name is OperationName {
  return OPERATION_NAMES.some((known) => known === name);
}
