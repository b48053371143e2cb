import { expect, it } from 'vitest';
import {
  isTerminal,
  requestIdOf,
  requestKey,
  REQUEST_STATUSES,
  type RequestRef,
} from '../../../src/engine/requests/request.js';

const ref: RequestRef = {
  kind: 'permission-set-provisioning',
  instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
  requestId: '1234',
  started: { status: 'IN_PROGRESS', details: {}, complete: false },
};

it('has one key for one request, whatever else is known of it', () => {
  const { started: _, ...bare } = ref;
  expect(requestKey(bare)).toBe(requestKey(ref));
});

it.each([
  { kind: 'account-assignment-creation' as const },
  { instanceArn: 'arn:aws:sso:::instance/ssoins-another' },
  { requestId: '5678' },
])('has another key for another request: %j', (difference) => {
  expect(requestKey({ ...ref, ...difference })).not.toBe(requestKey(ref));
});

it('gives the identity alone', () => {
  expect(requestIdOf(ref)).toEqual({
    kind: ref.kind,
    instanceArn: ref.instanceArn,
    requestId: ref.requestId,
  });
});

it('takes all but IN_PROGRESS for the last word', () => {
  expect(REQUEST_STATUSES.filter(isTerminal)).toEqual(['SUCCEEDED', 'FAILED']);
});
