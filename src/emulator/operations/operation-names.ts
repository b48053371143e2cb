import type { KIND_TABLE } from '../../engine/requests/kind-table.js';
import { KINDS, REQUEST_KINDS } from '../../engine/requests/kinds.js';

type Definition = (typeof KIND_TABLE)[keyof typeof KIND_TABLE];

type OperationsOf<Each> = {
  [Role in 'start' | 'describe' | 'list']: Each extends {
    readonly [Name in Role]: { readonly operation: infer Operation extends string };
  }
    ? Operation
    : never;
}['start' | 'describe' | 'list'];

/** An operation that the emulator supports. */
export type OperationName =
  | 'ListInstances'
  | 'CreatePermissionSet'
  | 'ListPermissionSets'
  | OperationsOf<Definition>;

/** The names of all operations. Kinds can share an operation. */
export const OPERATION_NAMES: readonly string[] = [
  ...new Set([
    'ListInstances',
    'CreatePermissionSet',
    'ListPermissionSets',
    ...REQUEST_KINDS.flatMap((kind) => {
      const { start, describe, list } = KINDS[kind];
      return [start, describe, list].flatMap((each) => each?.operation ?? []);
    }),
  ]),
];
