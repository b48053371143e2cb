import { describe, expect, it } from 'vitest';
import { InvalidOptionError } from '../../../src/engine/results/errors.js';
import {
  checkInstanceArn,
  checkRef,
  checkRequestId,
} from '../../../src/engine/options/check-ref.js';
import type { RequestRef } from '../../../src/engine/requests/request.js';

const ARN = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';
const PERMISSION_SET = 'arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef';
const UUID = '11111111-2222-3333-4444-555555555555';

describe('checkInstanceArn', () => {
  it.each([
    [ARN],
    ['arn:aws-us-gov:sso:::instance/ins-1234567890abcdef'],
    // Other emulators and partitions have other formats.
    ['arn:aws-eusc:sso:::instance/ssoins-short'],
    ['my-instance'],
  ])('accepts %s', (arn) => {
    expect(checkInstanceArn(arn)).toBe(arn);
  });

  it.each([
    ['a request id', UUID, 'the ARN of an Identity Center instance'],
    ['a request id in capitals', UUID.toUpperCase(), 'the ARN of an Identity Center instance'],
    ["a permission set's ARN", PERMISSION_SET, "an instance's ARN, not a permission set's"],
    ['nothing', undefined, 'the ARN'],
    ['empty text', '', 'the ARN'],
    ['blanks', '  ', 'the ARN'],
    ['an object', { arn: ARN }, 'the ARN'],
  ])('rejects %s, and says what is expected', (_, value, expected) => {
    expect(() => checkInstanceArn(value)).toThrow(InvalidOptionError);
    expect(() => checkInstanceArn(value)).toThrow(`instanceArn must be ${expected}`);
  });
});

describe('checkRequestId', () => {
  it.each([[UUID], ['not-a-uuid-but-the-service-may-know-it']])('accepts %s', (id) => {
    expect(checkRequestId(id)).toBe(id);
  });

  it.each([
    ['an ARN', ARN],
    ['nothing', undefined],
    ['empty text', ''],
    ['two ids', `${UUID} ${UUID}`],
    ['an id with a line break', `${UUID}\n`],
    ['a number', 42],
  ])('rejects %s', (_, value) => {
    expect(() => checkRequestId(value)).toThrow(/^requestId must be a request id/);
  });
});

describe('checkRef', () => {
  const ref: RequestRef = {
    kind: 'permission-set-provisioning',
    instanceArn: ARN,
    requestId: UUID,
  };

  it('returns the same ref', () => {
    expect(checkRef(ref)).toBe(ref);
  });

  describe('of a ref that was parsed from JSON', () => {
    const createdDate = new Date('2026-01-01T00:00:00Z');
    const started = {
      status: 'IN_PROGRESS' as const,
      details: { accountId: '123456789012', createdDate },
      complete: false,
    };

    it('restores the date', () => {
      const dated: RequestRef = { ...ref, started };
      expect(checkRef(JSON.parse(JSON.stringify(dated)))).toEqual(dated);
      expect(checkRef(dated)).toEqual(dated);
    });

    it('is unchanged without a date', () => {
      const dateless: RequestRef = { ...ref, started: { ...started, details: {} } };
      expect(checkRef(dateless)).toEqual(dateless);
    });
  });

  it.each([
    ['ref', undefined],
    ['ref', null],
    ['ref', UUID],
    ['ref.kind', { ...ref, kind: 'provisioning' }],
    ['ref.kind', { ...ref, kind: 'toString' }],
    ['ref.kind', { instanceArn: ARN, requestId: UUID }],
    ['ref.instanceArn', { ...ref, instanceArn: UUID, requestId: ARN }],
    ['ref.requestId', { ...ref, requestId: ARN }],
    ['ref.requestId', { ...ref, requestId: undefined }],
  ])('names %s if it is invalid', (option, value) => {
    expect(() => checkRef(value as RequestRef)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', option }),
    );
  });
});

it.each([
  ['ref.started', 5],
  ['ref.started', null],
  ['ref.started.status', {}],
  ['ref.started.status', { status: 'NOPE', details: {}, complete: true }],
  ['ref.started.details', { status: 'FAILED', complete: true }],
  [
    'ref.started.details.accountId',
    { status: 'FAILED', details: { accountId: 1 }, complete: true },
  ],
])('rejects an invalid %s: %j', (option, started) => {
  const ref = {
    kind: 'permission-set-provisioning',
    instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
    requestId: '6b3ce4c6-5b2c-4d3e-9f10-111213141516',
    started,
  };
  expect(() => checkRef(ref as never)).toThrow(expect.objectContaining({ option }));
});

it.each(['garbage', null])('omits an invalid date: %o', (createdDate) => {
  const ref = JSON.parse(
    JSON.stringify({
      kind: 'permission-set-provisioning',
      instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
      requestId: '6b3ce4c6-5b2c-4d3e-9f10-111213141516',
      started: { status: 'IN_PROGRESS', details: { accountId: '1', createdDate }, complete: false },
    }),
  );
  expect(checkRef(ref).started?.details).toEqual({ accountId: '1' });
});
