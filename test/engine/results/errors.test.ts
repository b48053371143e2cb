import { describe, expect, it } from 'vitest';
import * as errors from '../../../src/engine/results/errors.js';
import {
  isAccessDeniedError,
  isRequestFailedError,
  isRequestNotFoundError,
  isWaitAbortedError,
  isWaiterError,
  isWaitTimeoutError,
} from '../../../src/engine/results/error-guards.js';
import {
  AccessDeniedError,
  CallRefusedError,
  CredentialsError,
  InvalidOptionError,
  InvalidRequestError,
  KmsKeyError,
  RegionError,
  RequestFailedError,
  RequestNotFoundError,
  ServiceUnavailableError,
  StateError,
  WaitAbortedError,
  WaiterError,
  WaitTimeoutError,
} from '../../../src/engine/results/errors.js';

const CONTEXT = {
  request: { kind: 'permission-set-provisioning', instanceArn: 'arn:…', requestId: '1234' },
  lastStatus: 'IN_PROGRESS',
  elapsedMs: 1_500,
  polls: 3,
  cause: new Error('why'),
} as const;

const FAILURE = { failureReason: 'No.', category: 'other', details: {} } as const;

const ALL: readonly (readonly [WaiterError, string, string])[] = [
  [new RequestFailedError('m', { ...CONTEXT, ...FAILURE }), 'RequestFailedError', 'REQUEST_FAILED'],
  [new WaitTimeoutError('m', { ...CONTEXT, timeoutMs: 1 }), 'WaitTimeoutError', 'WAIT_TIMEOUT'],
  [new RequestNotFoundError('m', CONTEXT), 'RequestNotFoundError', 'REQUEST_NOT_FOUND'],
  [new WaitAbortedError('m', CONTEXT), 'WaitAbortedError', 'WAIT_ABORTED'],
  [new AccessDeniedError('m', { ...CONTEXT, action: 'a' }), 'AccessDeniedError', 'ACCESS_DENIED'],
  [new InvalidRequestError('m', CONTEXT), 'InvalidRequestError', 'INVALID_REQUEST'],
  [new CredentialsError('m', CONTEXT), 'CredentialsError', 'CREDENTIALS'],
  [new RegionError('m', CONTEXT), 'RegionError', 'REGION'],
  [new KmsKeyError('m', CONTEXT), 'KmsKeyError', 'KMS_KEY'],
  [new ServiceUnavailableError('m', CONTEXT), 'ServiceUnavailableError', 'SERVICE_UNAVAILABLE'],
  [new StateError('m', 'locked'), 'StateError', 'STATE'],
  [new CallRefusedError('m', CONTEXT), 'CallRefusedError', 'CALL_REFUSED'],
  [new InvalidOptionError('o', 1, 'two'), 'InvalidOptionError', 'INVALID_OPTION'],
];

describe.each(ALL)('%#: %s', (error, name, code) => {
  it('is an Error with a name and a stable code of its own', () => {
    expect(error).toBeInstanceOf(Error);
    expect(error).toBeInstanceOf(WaiterError);
    expect(error.name).toBe(name);
    expect(error.code).toBe(code);
    expect(String(error)).toMatch(new RegExp(`^${name}: `));
  });

  it('is told by the guard, by its own code and by no other', () => {
    expect(isWaiterError(error)).toBe(true);
    for (const [other, , otherCode] of ALL) {
      expect(isWaiterError(error, other.code)).toBe(otherCode === code);
    }
  });

  it('bears the brand, which another copy of the package shares', () => {
    expect(Reflect.get(error, errors.ERROR_BRAND)).toBe(true);
    expect(Symbol.keyFor(errors.ERROR_BRAND)).toBe('sso-admin-waiter.error');
  });

  it('is told by the guard when it comes from another copy of the package', () => {
    const foreign: unknown = Object.defineProperties(
      new Error(error.message),
      Object.getOwnPropertyDescriptors(error),
    );
    for (const symbol of Object.getOwnPropertySymbols(error)) {
      Object.defineProperty(foreign, symbol, { value: true });
    }
    expect(foreign).not.toBeInstanceOf(WaiterError);
    expect(isWaiterError(foreign, error.code)).toBe(true);
  });
});

it('has no error class that these tests leave out', () => {
  const classes = Object.values(errors).filter(
    (each) =>
      typeof each === 'function' && each !== WaiterError && each.prototype instanceof WaiterError,
  );
  expect(new Set(ALL.map(([error]) => error.constructor))).toEqual(new Set(classes));
});

it('has a code for each class, and a class for each code', () => {
  expect(new Set(ALL.map(([, , code]) => code)).size).toBe(ALL.length);
});

it('carries what is known of the request, and the cause', () => {
  expect(new CredentialsError('m', CONTEXT)).toMatchObject(CONTEXT);
  const bare = new RegionError('m');
  expect(bare).toMatchObject({ request: undefined, lastStatus: undefined, polls: undefined });
  expect(bare).not.toHaveProperty('cause');
});

it('says of a failed request that it failed, whatever was known before', () => {
  expect(new RequestFailedError('m', { ...CONTEXT, ...FAILURE })).toMatchObject({
    lastStatus: 'FAILED',
    ...FAILURE,
  });
});

describe('guards', () => {
  it.each([
    [isRequestFailedError, 'REQUEST_FAILED'],
    [isWaitTimeoutError, 'WAIT_TIMEOUT'],
    [isRequestNotFoundError, 'REQUEST_NOT_FOUND'],
    [isWaitAbortedError, 'WAIT_ABORTED'],
    [isAccessDeniedError, 'ACCESS_DENIED'],
  ])('%o tells %s from all others', (guard, code) => {
    const told = ALL.filter(([error]) => guard(error)).map(([, , each]) => each);
    expect(told).toEqual([code]);
  });

  it.each([
    [undefined],
    [null],
    ['REQUEST_FAILED'],
    [{ code: 'REQUEST_FAILED' }],
    [Object.assign(new Error('m'), { name: 'RequestFailedError', code: 'REQUEST_FAILED' })],
  ])('are not fooled by %o', (value) => {
    expect(isWaiterError(value)).toBe(false);
    expect(isRequestFailedError(value)).toBe(false);
  });
});

describe('InvalidOptionError', () => {
  const received = (value: unknown) => new InvalidOptionError('o', value, 'x').message;

  it.each([
    ['text', '"text"'],
    ['', 'an empty string'],
    ['\u001b[2J', '"\\u001b[2J"'],
    [42, '42'],
    [NaN, 'NaN'],
    [null, 'null'],
    [10n, '10'],
    [Symbol('s'), 'Symbol(s)'],
    [{ secret: 'key' }, 'an object'],
    [[1, 2], 'an array of 2'],
  ])('says that it received %o', (value, text) => {
    expect(received(value)).toBe(`o must be x, but received ${text}.`);
  });

  it('shows no more of a long text than helps', () => {
    expect(received('x'.repeat(10_000)).length).toBeLessThan(300);
  });

  it('says that none was given where there is none', () => {
    expect(new InvalidOptionError('o', undefined, 'x').message).toBe(
      'o must be x, but none was given.',
    );
  });

  it('does not quote a function', () => {
    expect(received(() => 'secret')).not.toContain('secret');
  });

  it('shows harmlessly what a terminal would act on', () => {
    expect(received('\u009b2J\u202e')).toContain('\\u009b2J\\u202e');
  });
});
