/**
 * The three families of asynchronous requests, as one table: what starts, describes and lists each,
 * and under which member names the service puts things. Whatever differs between the kinds is here.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_Operations.html
 */
export const KINDS = {
  'permission-set-provisioning': {
    title: 'permission set provisioning',
    start: 'ProvisionPermissionSet',
    describe: 'DescribePermissionSetProvisioningStatus',
    list: 'ListPermissionSetProvisioningStatus',
    idField: 'ProvisionPermissionSetRequestId',
    statusField: 'PermissionSetProvisioningStatus',
    listField: 'PermissionSetsProvisioningStatus',
  },
  'account-assignment-creation': {
    title: 'account assignment creation',
    start: 'CreateAccountAssignment',
    describe: 'DescribeAccountAssignmentCreationStatus',
    list: 'ListAccountAssignmentCreationStatus',
    idField: 'AccountAssignmentCreationRequestId',
    statusField: 'AccountAssignmentCreationStatus',
    listField: 'AccountAssignmentsCreationStatus',
  },
  'account-assignment-deletion': {
    title: 'account assignment deletion',
    start: 'DeleteAccountAssignment',
    describe: 'DescribeAccountAssignmentDeletionStatus',
    list: 'ListAccountAssignmentDeletionStatus',
    idField: 'AccountAssignmentDeletionRequestId',
    statusField: 'AccountAssignmentDeletionStatus',
    listField: 'AccountAssignmentsDeletionStatus',
  },
} as const;

/** Which of the three families a request belongs to. */
export type RequestKind = keyof typeof KINDS;

/** All kinds, in the order in which they are shown. */
export const REQUEST_KINDS = Object.keys(KINDS) as readonly RequestKind[];

/** Whether `value` names a kind. */
export function isRequestKind(value: unknown): value is RequestKind {
  return typeof value === 'string' && Object.hasOwn(KINDS, value);
}
