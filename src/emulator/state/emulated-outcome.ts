import { pick, type Random } from '../util/random.js';

/** The outcome of a request. It is drawn when the request starts. */
export type Outcome =
  | { readonly status: 'SUCCEEDED' }
  | { readonly status: 'FAILED'; readonly failureReason: string };

/** Draws the outcome of a request for `accountId`. `failureRate` is a probability, 0 to 1. */
export function drawOutcome(failureRate: number, accountId: string, random: Random): Outcome {
  const failed = random() < failureRate;
  const reason = pick(FAILURE_REASONS, random);
  return failed ? { status: 'FAILED', failureReason: reason(accountId) } : { status: 'SUCCEEDED' };
}

/** Draws a reason for a request that fails and was given none. */
export function drawFailureReason(accountId: string, random: Random): string {
  return pick(FAILURE_REASONS, random)(accountId);
}

/** Reasons that users of the real service have reported, with made-up identifiers. */
const FAILURE_REASONS: readonly [
  (accountId: string) => string,
  ...((accountId: string) => string)[],
] = [
  (accountId) =>
    `Received a 404 status error: Permission set provision not found in AWS account ${accountId}.`,
  () => 'Received a 404 status error: Assignment not found.',
  () =>
    'Received a 404 status error: Not supported policy arn:aws:iam::aws:policy/NoSuchPolicy for permission set.',
  () =>
    'Received a 404 status error: the GROUP assignee 9067f1a2b3-0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9 was not found in directory d-9067f1a2b3',
  (accountId) =>
    'Received a 403 status error: Access denied by IAM. Please check your policy, or wait for role propagation to complete. ' +
    `IAM Error: User: arn:aws:sts::${accountId}:assumed-role/AWSServiceRoleForSSO/SSO-PROVISIONER is not authorized to perform: ` +
    'iam:ListRolePolicies on resource: role AWSReservedSSO_Example_0123456789abcdef ' +
    '(Service: AmazonIdentityManagement; Status Code: 403; Error Code: AccessDenied; Request ID: 8d7b2a4c-6a1f-4f0e-9c38-0f5b7d1e2a63; Proxy: null)',
  (accountId) =>
    `AWS SSO is unable to complete your request at this time. Obtaining permissions to manage your AWS account '${accountId}' ` +
    'takes longer than usual. Please try again in a few minutes. If this problem continues, contact AWS Support.',
  () => 'An unexpected internal service exception was encountered',
];
