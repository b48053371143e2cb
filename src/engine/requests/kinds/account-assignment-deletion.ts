import { REQUEST_ID } from '../input-shape.js';
import { defineStart, type Kind } from '../kind.js';
import {
  ASSIGNMENT_DURATION,
  ASSIGNMENT_INPUT,
  ASSIGNMENT_QUOTA,
  ASSIGNMENT_STATUS,
  assignmentInputFor,
  assignmentSubjectFrom,
} from './account-assignment.js';

/** @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_DeleteAccountAssignment.html */
export const accountAssignmentDeletion = {
  title: 'account assignment deletion',
  label: 'assignment deletion',
  shortLabel: 'deletion',
  status: { ...ASSIGNMENT_STATUS, member: 'AccountAssignmentDeletionStatus' },
  describe: {
    operation: 'DescribeAccountAssignmentDeletionStatus',
    id: { member: 'AccountAssignmentDeletionRequestId', shape: REQUEST_ID },
  },
  list: {
    operation: 'ListAccountAssignmentDeletionStatus',
    member: 'AccountAssignmentsDeletionStatus',
  },
  start: defineStart({
    operation: 'DeleteAccountAssignment',
    input: ASSIGNMENT_INPUT,
    quota: ASSIGNMENT_QUOTA,
    inputFor: assignmentInputFor,
    subjectFrom: assignmentSubjectFrom,
  }),
  duration: ASSIGNMENT_DURATION,
} as const satisfies Kind;
