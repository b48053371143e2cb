import { describe, expect, it } from 'vitest';
import type { Fault, FaultKind } from '../../../src/engine/calls/fault.js';
import { refusalError } from '../../../src/engine/calls/refusal-error.js';
import {
  AccessDeniedError,
  CallRefusedError,
  CredentialsError,
  InvalidRequestError,
  KmsKeyError,
  RegionError,
  ServiceUnavailableError,
} from '../../../src/engine/results/errors.js';

const CONTEXT = {
  request: { kind: 'permission-set-provisioning', instanceArn: 'arn:…', requestId: '1234' },
  lastStatus: 'IN_PROGRESS',
  elapsedMs: 1_500,
  polls: 3,
} as const;

function refusal(kind: FaultKind, message = 'message from AWS') {
  const fault: Fault = { kind, name: 'SomeException', message, error: new Error(message) };
  return refusalError(fault, 'DescribeX', 'request 1234 (account assignment creation)', CONTEXT);
}

it.each([
  ['denied', AccessDeniedError, 'ACCESS_DENIED', /Grant the caller this action/],
  ['credentials', CredentialsError, 'CREDENTIALS', /aws sso login/],
  ['region', RegionError, 'REGION', /Set AWS_REGION/],
  ['kms', KmsKeyError, 'KMS_KEY', /Check that the key is enabled/],
  ['invalid', InvalidRequestError, 'INVALID_REQUEST', /Check the request id, the kind/],
  ['not-found', InvalidRequestError, 'INVALID_REQUEST', /Check the request id, the kind/],
  ['throttled', ServiceUnavailableError, 'SERVICE_UNAVAILABLE', /Try again later, or lower maxTps/],
  ['transient', ServiceUnavailableError, 'SERVICE_UNAVAILABLE', /Check the network/],
  ['other', CallRefusedError, 'CALL_REFUSED', /a retry would not help/],
] as const)('%s: has its own class, code and remedy', (kind, errorClass, code, remedy) => {
  const error = refusal(kind);
  expect(error).toBeInstanceOf(errorClass);
  expect(error.code).toBe(code);
  expect(error.message).toMatch(remedy);
  expect(error.message).toContain('request 1234');
  expect(error).toMatchObject(CONTEXT);
});

describe('the message', () => {
  it('names the missing permission', () => {
    const error = refusal('denied');
    expect(error.message).toContain('sso:DescribeX');
    expect(error).toHaveProperty('action', 'sso:DescribeX');
  });

  it.each(['denied', 'credentials', 'kms', 'invalid', 'throttled', 'transient', 'other'] as const)(
    '%s: contains the message of AWS',
    (kind) => {
      expect(refusal(kind).message).toContain('SomeException: message from AWS.');
    },
  );

  it('ends the message of AWS with one full stop', () => {
    expect(refusal('invalid', 'No.').message).toContain('SomeException: No. Check');
  });

  it('escapes the message of AWS', () => {
    const { message } = refusal('denied', 'no\u001b[2J\u202e\nway');
    expect(message).toContain('no\\u001b[2J\\u202e\\u000away');
  });

  it('has the original error as the cause', () => {
    expect(refusal('invalid').cause).toEqual(new Error('message from AWS'));
  });
});
