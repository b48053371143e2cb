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
  it('is an Error with its own name and code', () => {
    expect(error).toBeInstanceOf(Error);
    expect(error).toBeInstanceOf(WaiterError);
    expect(error.name).toBe(name);
    expect(error.code).toBe(code);
    expect(String(error)).toMatch(new RegExp(`^${name}: `));
  });

  it('is recognized by the guard, with its own code only', () => {
    expect(isWaiterError(error)).toBe(true);
    for (const [other, , otherCode] of ALL) {
      expect(isWaiterError(error, other.code)).toBe(otherCode === code);
    }
  });

  it('has the brand that all copies of the package share', () => {
    expect(Reflect.get(error, errors.ERROR_BRAND)).toBe(true);
    expect(Symbol.keyFor(errors.ERROR_BRAND)).toBe('sso-admin-waiter.error');
  });

  it('is recognized by the guard if it is from another copy of the package', () => {
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

it('these tests cover every error class', () => {
  const classes = Object.values(errors).filter(
    (each) =>
      typeof each === 'function' && each !== WaiterError && each.prototype instanceof WaiterError,
  );
  expect(new Set(ALL.map(([error]) => error.constructor))).toEqual(new Set(classes));
});

it('each class has its own code', () => {
  expect(new Set(ALL.map(([, , code]) => code)).size).toBe(ALL.length);
});

it('errors have the context of the request, and the cause', () => {
  expect(new CredentialsError('m', CONTEXT)).toMatchObject(CONTEXT);
  const bare = new RegionError('m');
  expect(bare).toMatchObject({ request: undefined, lastStatus: undefined, polls: undefined });
  expect(bare).not.toHaveProperty('cause');
});

it('RequestFailedError always has the last status FAILED', () => {
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
  ])('%o recognizes only %s', (guard, code) => {
    const recognized = ALL.filter(([error]) => guard(error)).map(([, , each]) => each);
    expect(recognized).toEqual([code]);
  });

  it.each([
    [undefined],
    [null],
    ['REQUEST_FAILED'],
    [{ code: 'REQUEST_FAILED' }],
    [Object.assign(new Error('m'), { name: 'RequestFailedError', code: 'REQUEST_FAILED' })],
  ])('do not recognize %o', (value) => {
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
  ])('names the received value %o', (value, text) => {
    expect(received(value)).toBe(`o must be x, but received ${text}.`);
  });

  it('truncates a long text', () => {
    expect(received('x'.repeat(10_000)).length).toBeLessThan(300);
  });

  it('says that none was given', () => {
    expect(new InvalidOptionError('o', undefined, 'x').message).toBe(
      'o must be x, but none was given.',
    );
  });

  it('does not quote a function', () => {
    expect(received(() => 'secret')).not.toContain('secret');
  });

  it('escapes control characters', () => {
    expect(received('\u009b2J\u202e')).toContain('\\u009b2J\\u202e');
  });
});
