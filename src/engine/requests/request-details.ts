/**
 * The status of a request. There is no cancelled state.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_PermissionSetProvisioningStatus.html
 */
export type RequestStatus = 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';

/**
 * The subject of a request. Every member is optional, as in AWS's model.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_AccountAssignmentOperationStatus.html
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_PermissionSetProvisioningStatus.html
 */
export interface RequestDetails {
  /** The AWS account. Absent for a provisioning of all accounts. */
  readonly accountId?: string;
  /** ARN of the permission set. */
  readonly permissionSetArn?: string;
  /** Id of the user or group in the identity store. Absent for a provisioning. */
  readonly principalId?: string;
  /** `USER` or `GROUP`. Absent for a provisioning. */
  readonly principalType?: string;
  /** When the request was made, by AWS's clock. */
  readonly createdDate?: Date;
}

/** The subject in a start call. */
export interface RequestSubject {
  /** ARN of the permission set. Absent for kinds that have none. */
  readonly permissionSetArn?: string;
  /** One account, or all provisioned accounts. */
  readonly targetType?: 'AWS_ACCOUNT' | 'ALL_PROVISIONED_ACCOUNTS';
  /** The AWS account; absent for all provisioned accounts. */
  readonly accountId?: string;
  /** Assignments only. */
  readonly principalType?: 'USER' | 'GROUP';
  /** Assignments only. */
  readonly principalId?: string;
}
