import type { Kind } from './kind.js';
import { accountAssignmentCreation } from './kinds/account-assignment-creation.js';
import { accountAssignmentDeletion } from './kinds/account-assignment-deletion.js';
import { permissionSetProvisioning } from './kinds/permission-set-provisioning.js';

/**
 * The kinds by name, in the order in which they are shown. The first one is the default of the command.
 *
 * This is the only list of kinds: another kind is another file in `kinds/`, and a line here. Tests
 * replace this module in order to try a kind of their own, so there is no function that adds one at run
 * time, and `RequestKind` stays a union of what is here.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_Operations.html
 */
export const KIND_TABLE = {
  'permission-set-provisioning': permissionSetProvisioning,
  'account-assignment-creation': accountAssignmentCreation,
  'account-assignment-deletion': accountAssignmentDeletion,
} as const satisfies Readonly<Record<string, Kind>>;
