/**
 * The status structure of requests that have an id.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_PermissionSetProvisioningStatus.html
 */
export const REQUEST_STATUS = {
  idMember: 'RequestId',
  dateMember: 'CreatedDate',
  reasonMember: 'FailureReason',
  statuses: { IN_PROGRESS: 'IN_PROGRESS', SUCCEEDED: 'SUCCEEDED', FAILED: 'FAILED' },
} as const;
