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

it('has the same key, regardless of its status', () => {
  const { started: _, ...bare } = ref;
  expect(requestKey(bare)).toBe(requestKey(ref));
});

it.each([
  { kind: 'account-assignment-creation' as const },
  { instanceArn: 'arn:aws:sso:::instance/ssoins-another' },
  { requestId: '5678' },
])('has another key if the identity differs: %j', (difference) => {
  expect(requestKey({ ...ref, ...difference })).not.toBe(requestKey(ref));
});

it('requestIdOf returns the identity alone', () => {
  expect(requestIdOf(ref)).toEqual({
    kind: ref.kind,
    instanceArn: ref.instanceArn,
    requestId: ref.requestId,
  });
});

it('has the terminal statuses SUCCEEDED and FAILED', () => {
  expect(REQUEST_STATUSES.filter(isTerminal)).toEqual(['SUCCEEDED', 'FAILED']);
});
