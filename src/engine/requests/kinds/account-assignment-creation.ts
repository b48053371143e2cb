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

/** @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html */
export const accountAssignmentCreation = {
  title: 'account assignment creation',
  label: 'assignment creation',
  shortLabel: 'creation',
  status: { ...ASSIGNMENT_STATUS, member: 'AccountAssignmentCreationStatus' },
  describe: {
    operation: 'DescribeAccountAssignmentCreationStatus',
    id: { member: 'AccountAssignmentCreationRequestId', shape: REQUEST_ID },
  },
  list: {
    operation: 'ListAccountAssignmentCreationStatus',
    member: 'AccountAssignmentsCreationStatus',
  },
  start: defineStart({
    operation: 'CreateAccountAssignment',
    input: ASSIGNMENT_INPUT,
    quota: ASSIGNMENT_QUOTA,
    inputFor: assignmentInputFor,
    subjectFrom: assignmentSubjectFrom,
  }),
  duration: ASSIGNMENT_DURATION,
} as const satisfies Kind;
