import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  categorizeFailure,
  type FailureCategory,
} from '../../../src/engine/results/failure-category.js';
import { checkProperty } from '../../properties/check-property.js';

/** As users report them. */
const REASONS: readonly (readonly [FailureCategory, string])[] = [
  [
    'not-found',
    'Received a 404 status error: Permission set provision not found in AWS account 123456789012.',
  ],
  ['not-found', 'Received a 404 status error: Assignment not found.'],
  [
    'unsupported-policy',
    'Received a 404 status error: Not supported policy arn:aws:iam::aws:policy/AWSSupportAccess.',
  ],
  [
    'not-found',
    "Received a 404 status error: EntitlementItem doesn't exist with the given entitlement key EntitlementKey{accessorId=1234}",
  ],
  [
    'not-found',
    'Received a 404 status error: the GROUP assignee 9067f1a2b3-5f2c was not found in directory d-1234567890',
  ],
  [
    'access-denied',
    'Received a 403 status error: Access denied by IAM. Please check your policy, or wait for role propagation to complete. IAM Error: User: arn:aws:sts::123456789012:assumed-role/AWSServiceRoleForSSO/x is not authorized to perform: iam:ListRolePolicies on resource: role AWSReservedSSO_Admin_1234 (Service: AmazonIdentityManagement; Status Code: 403; Error Code: AccessDenied; Request ID: 1234; Proxy: null)',
  ],
  [
    'account-unavailable',
    "AWS SSO is unable to complete your request at this time. Obtaining permissions to manage your AWS account '123456789012' takes longer than usual. Please try again in a few minutes. If this problem continues, contact AWS Support.",
  ],
  ['internal', 'An unexpected internal service exception was encountered'],
  ['internal', 'Received a 503 status error: Service unavailable.'],
  ['other', 'The moon is in the wrong phase.'],
  ['other', ''],
];

it.each(REASONS)('%s: %s', (category, reason) => {
  expect(categorizeFailure(reason)).toBe(category);
});

it('ignores case', () => {
  for (const [category, reason] of REASONS) {
    expect(categorizeFailure(reason.toUpperCase())).toBe(category);
  }
});

it('is other without a reason', () => {
  expect(categorizeFailure(undefined)).toBe('other');
});

it('does not match digits of an account id', () => {
  expect(categorizeFailure('Something about account 403404500123.')).toBe('other');
});

it('any text has a category', () => {
  const categories = new Set<string>(REASONS.map(([category]) => category));
  checkProperty(
    fc.property(fc.string(), (reason) => {
      expect(categories).toContain(categorizeFailure(reason));
    }),
  );
});
