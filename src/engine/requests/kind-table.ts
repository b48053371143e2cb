import type { Kind } from './kind.js';
import { accountAssignmentCreation } from './kinds/account-assignment-creation.js';
import { accountAssignmentDeletion } from './kinds/account-assignment-deletion.js';
import { permissionSetProvisioning } from './kinds/permission-set-provisioning.js';

/**
 * The kinds by name, in display order. The first one is the default of the command.
 *
 * This is the only list of kinds. To add a kind, add a file in `kinds/` and a line here. Kinds cannot be
 * added at run time, so that `RequestKind` is a union of these names. Tests that need another kind
 * replace this module.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_Operations.html
 */
export const KIND_TABLE = {
  'permission-set-provisioning': permissionSetProvisioning,
  'account-assignment-creation': accountAssignmentCreation,
  'account-assignment-deletion': accountAssignmentDeletion,
} as const satisfies Readonly<Record<string, Kind>>;
