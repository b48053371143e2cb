import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyError } from '../../../src/engine/calls/classify-error.js';
import { isRetryable, type FaultKind } from '../../../src/engine/calls/fault.js';
import { checkProperty } from '../../properties/check-property.js';

const NOW_MS = Date.parse('2026-01-01T00:00:00Z');

/** An error as the SDK throws it. */
function thrown(name: string, members: object = {}, message = 'message from AWS'): Error {
  return Object.assign(new Error(message), { name }, members);
}

const http = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });
const kindOf = (error: unknown): FaultKind => classifyError(error, NOW_MS).kind;

describe('by name', () => {
  it.each<[FaultKind, string, number]>([
    ['throttled', 'ThrottlingException', 429],
    ['throttled', 'ThrottlingException', 400],
    ['throttled', 'TooManyRequestsException', 400],
    ['throttled', 'RequestLimitExceeded', 503],
    ['throttled', 'SlowDown', 503],
    ['transient', 'InternalServerException', 500],
    ['transient', 'InternalFailure', 500],
    ['transient', 'ServiceUnavailable', 503],
    ['transient', 'ConflictException', 409],
    ['transient', 'RequestTimeout', 400],
    ['not-found', 'ResourceNotFoundException', 404],
    ['not-found', 'ResourceNotFoundException', 400],
    ['denied', 'AccessDeniedException', 403],
    ['denied', 'AccessDeniedException', 400],
    ['invalid', 'ValidationException', 400],
    ['credentials', 'ExpiredTokenException', 400],
    ['credentials', 'ExpiredTokenException', 403],
    ['credentials', 'UnrecognizedClientException', 400],
    ['credentials', 'InvalidSignatureException', 403],
    ['credentials', 'SignatureDoesNotMatch', 403],
    ['other', 'ServiceQuotaExceededException', 402],
  ])('%s: %s, status %d', (kind, name, status) => {
    expect(kindOf(thrown(name, http(status)))).toBe(kind);
  });

  it.each<[FaultKind, string, string]>([
    ['credentials', 'CredentialsProviderError', 'Could not load credentials from any providers'],
    ['credentials', 'TokenProviderError', 'Token is expired. Run aws sso login to refresh it.'],
    ['region', 'Error', 'Region is missing'],
    ['transient', 'TimeoutError', 'socket hang up'],
    ['transient', 'CallTimeoutError', 'DescribeX got no response within 10000 ms'],
    ['transient', 'UnusableResponseError', 'DescribeX returned no usable result'],
  ])('%s: %s without a status', (kind, name, message) => {
    expect(kindOf(thrown(name, {}, message))).toBe(kind);
  });

  it('ignores names of Object.prototype', () => {
    expect(kindOf(thrown('constructor'))).toBe('other');
    expect(kindOf(thrown('toString', http(500)))).toBe('transient');
  });
});

describe('by status, for unknown names', () => {
  it.each<[FaultKind, number]>([
    ['throttled', 429],
    ['transient', 408],
    ['transient', 500],
    ['transient', 502],
    ['transient', 503],
    ['transient', 504],
    ['credentials', 401],
    ['denied', 403],
    ['other', 400],
    ['other', 402],
    ['other', 404],
    ['other', 418],
  ])('%s: %d', (kind, status) => {
    expect(kindOf(thrown('NovelException', http(status)))).toBe(kind);
  });

  it.each([200, 502, 503])('treats a body that is not JSON as transient: status %d', (status) => {
    const error = Object.assign(new SyntaxError('Unexpected token < in JSON'), http(status));
    expect(kindOf(error)).toBe('transient');
  });
});

describe('by the connection error', () => {
  it.each([
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    'ETIMEDOUT',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENOTFOUND',
    'EAI_AGAIN',
  ])('%s is transient, and names the fault', (code) => {
    const fault = classifyError(thrown('Error', { code }), NOW_MS);
    expect(fault).toMatchObject({ kind: 'transient', name: code });
  });

  it('uses the cause', () => {
    const error = new TypeError('fetch went wrong', {
      cause: new Error('deeper', { cause: thrown('Error', { code: 'ECONNRESET' }) }),
    });
    expect(kindOf(error)).toBe('transient');
  });

  it('treats failed attempts on several addresses as transient', () => {
    expect(kindOf(new AggregateError([thrown('Error', { code: 'ECONNREFUSED' })]))).toBe(
      'transient',
    );
  });

  it.each(['socket hang up', 'fetch failed', 'Premature close', 'aborted'])(
    'recognizes a lost connection by its message: %s',
    (message) => {
      expect(kindOf(new Error(message))).toBe('transient');
    },
  );
});

describe('the instance key', () => {
  it.each([
    ['ResourceNotFoundException', 'KMS_NotFoundException'],
    ['AccessDeniedException', 'KMS_AccessDeniedException'],
    ['ValidationException', 'KMS_DisabledException'],
    ['ValidationException', 'KMS_InvalidStateException'],
  ])('is the cause of %s with reason %s', (name, Reason) => {
    expect(kindOf(thrown(name, { Reason, ...http(400) }))).toBe('kms');
  });

  it('is not the cause if the reason is another', () => {
    expect(kindOf(thrown('ResourceNotFoundException', { Reason: 'OTHER' }))).toBe('not-found');
  });

  it('is retryable when KMS throttles', () => {
    expect(kindOf(thrown('ThrottlingException', { Reason: 'KMS_ThrottlingException' }))).toBe(
      'throttled',
    );
  });
});

describe('the fault', () => {
  it('has the message of AWS and the original error', () => {
    const error = thrown('ValidationException', http(400), 'RequestId is malformed');
    expect(classifyError(error, NOW_MS)).toEqual({
      kind: 'invalid',
      name: 'ValidationException',
      message: 'RequestId is malformed',
      error,
    });
  });

  it('has the name as its message if AWS gave none', () => {
    expect(classifyError(thrown('ResourceNotFoundException', {}, ''), NOW_MS).message).toBe(
      'ResourceNotFoundException',
    );
  });

  it('has the pause that AWS requested', () => {
    const error = thrown('ThrottlingException', { $response: { headers: { 'retry-after': '3' } } });
    expect(classifyError(error, NOW_MS).retryAfterMs).toBe(3_000);
  });

  it.each([['text'], [42], [null], [undefined], [Symbol('s')], [10n], [{}], [[]]])(
    'is not retryable if the thrown value is not an error: %s',
    (error) => {
      const fault = classifyError(error, NOW_MS);
      expect(fault).toMatchObject({ kind: 'other', error });
      expect(isRetryable(fault)).toBe(false);
    },
  );
});

it('never throws, and always returns strings', () => {
  const strange = fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true });
  const errorLike = fc.record(
    {
      name: strange,
      message: strange,
      code: strange,
      Reason: strange,
      cause: strange,
      $metadata: strange,
      $response: fc.oneof(strange, fc.record({ headers: strange })),
    },
    { requiredKeys: [] },
  );
  checkProperty(
    fc.property(fc.oneof(strange, errorLike), (error) => {
      const { kind, name, message } = classifyError(error, NOW_MS);
      expect([typeof kind, typeof name, typeof message]).toEqual(['string', 'string', 'string']);
    }),
    1_000,
  );
});

it('handles an error that is its own cause', () => {
  const error = new Error('circular');
  error.cause = error;
  expect(kindOf(error)).toBe('other');
});

it('removes secrets that AWS quotes, also from the original error', () => {
  const quoting = thrown(
    'InvalidSignatureException',
    { ...http(403), $response: { headers: { 'x-amz-security-token': 'IQoJ-token' } } },
    "The signature does not match.\n\nThe Canonical String for this request should have been\n'x-amz-security-token:IQoJ-token'",
  );
  const fault = classifyError(quoting, NOW_MS);
  expect(inspect(fault, { depth: 9, showHidden: true })).not.toContain('IQoJ-token');
  expect(fault.message).toBe('The signature does not match.');
  expect(fault.kind).toBe('credentials');
});
