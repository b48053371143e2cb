import { describe, expect, it } from 'vitest';
import { requestFrom, startedFrom } from '../../../src/engine/options/request-from.js';
import { readingFrom } from '../../../src/engine/requests/reading.js';
import { KIND_TABLE } from '../../../src/engine/requests/kind-table.js';
import { REQUEST_KINDS } from '../../../src/engine/requests/kinds.js';

const instanceArn = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';
const requestId = '11111111-2222-3333-4444-555555555555';

describe('requestFrom', () => {
  it.each(REQUEST_KINDS)('recognizes a start of %s by its member', (kind) => {
    const response = {
      [KIND_TABLE[kind].status.member]: { RequestId: requestId, Status: 'IN_PROGRESS' },
    };
    expect(requestFrom(response, { instanceArn })).toEqual({
      kind,
      instanceArn,
      requestId,
      started: { status: 'IN_PROGRESS', details: {}, complete: false },
    });
  });

  it('keeps the details from the start call', () => {
    const response = {
      AccountAssignmentCreationStatus: {
        RequestId: requestId,
        Status: 'IN_PROGRESS',
        TargetId: '123456789012',
        TargetType: 'AWS_ACCOUNT',
        PermissionSetArn: 'arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef',
        PrincipalType: 'GROUP',
        PrincipalId: 'a-group',
        CreatedDate: new Date('2026-01-01T00:00:00Z'),
      },
    };
    expect(requestFrom(response, { instanceArn }).started?.details).toEqual({
      accountId: '123456789012',
      permissionSetArn: 'arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef',
      principalType: 'GROUP',
      principalId: 'a-group',
      createdDate: new Date('2026-01-01T00:00:00Z'),
    });
  });

  it('accepts a response without a status, which is optional', () => {
    const response = { PermissionSetProvisioningStatus: { RequestId: requestId } };
    expect(requestFrom(response, { instanceArn })).toEqual({
      kind: 'permission-set-provisioning',
      instanceArn,
      requestId,
    });
  });

  it.each([
    ['an unknown status is ignored', 'PENDING', undefined, undefined],
    ['a request in progress needs polls', 'IN_PROGRESS', undefined, false],
    ['a success needs no call', 'SUCCEEDED', undefined, true],
    ['a failure with its reason needs no call', 'FAILED', 'No such account.', true],
    ['a failure without a reason needs a describe', 'FAILED', undefined, false],
  ])('%s', (_, Status, FailureReason, complete) => {
    const response = {
      PermissionSetProvisioningStatus: { RequestId: requestId, Status, FailureReason },
    };
    expect(requestFrom(response, { instanceArn }).started?.complete).toBe(complete);
  });

  it.each([
    ['undefined', undefined],
    ['null', null],
    ['text', 'PermissionSetProvisioningStatus'],
    ['an empty object', {}],
    ['another response', { PermissionSet: { Name: 'Admin' } }],
    ['a list', { PermissionSetsProvisioningStatus: [] }],
    ['a member that is null', { PermissionSetProvisioningStatus: null }],
  ])('rejects %s, and says what is expected', (_, response) => {
    expect(() => requestFrom(response as object, { instanceArn })).toThrow(
      /response must be an object with one of PermissionSetProvisioningStatus, Account/,
    );
  });

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['a number', 42],
  ])('rejects a response whose request id is %s', (_, RequestId) => {
    const response = { AccountAssignmentDeletionStatus: { RequestId } } as object;
    expect(() => requestFrom(response, { instanceArn })).toThrow(
      /^AccountAssignmentDeletionStatus\.RequestId must be a request id/,
    );
  });

  it('rejects an invalid instance ARN', () => {
    const response = { PermissionSetProvisioningStatus: { RequestId: requestId } };
    expect(() => requestFrom(response, { instanceArn: requestId })).toThrow(/^instanceArn must be/);
  });
});

describe('startedFrom', () => {
  it('returns undefined for a value that is not the response of a start call', () => {
    expect(startedFrom('text')).toBeUndefined();
    expect(startedFrom({})).toBeUndefined();
  });
});

const KIND = 'permission-set-provisioning';

describe('readingFrom', () => {
  it('is complete from a describe, and incomplete from a list row', () => {
    expect(readingFrom(KIND, { Status: 'SUCCEEDED' }, 'describe')?.complete).toBe(true);
    expect(readingFrom(KIND, { Status: 'SUCCEEDED' }, 'list')?.complete).toBe(false);
  });

  it.each([[undefined], ['PENDING'], ['succeeded'], ['']])(
    'ignores the unknown status %s',
    (Status) => {
      expect(readingFrom(KIND, { Status }, 'describe')).toBeUndefined();
    },
  );

  it('has a reason only for failures', () => {
    const FailureReason = 'No such account.';
    expect(readingFrom(KIND, { Status: 'FAILED', FailureReason }, 'describe')).toHaveProperty(
      'failureReason',
      FailureReason,
    );
    for (const Status of ['SUCCEEDED', 'IN_PROGRESS']) {
      expect(readingFrom(KIND, { Status, FailureReason }, 'describe')).not.toHaveProperty(
        'failureReason',
      );
    }
  });

  it.each([
    ['a Date', new Date('2026-01-01T00:00:00Z')],
    ['ISO text', '2026-01-01T00:00:00Z'],
    ['ISO text with an offset, as the CLI prints', '2026-01-01T01:00:00.000000+01:00'],
    ['epoch seconds', 1_767_225_600],
  ])('reads a date that is %s', (_, CreatedDate) => {
    expect(
      readingFrom(KIND, { Status: 'SUCCEEDED', CreatedDate }, 'list')?.details.createdDate,
    ).toEqual(new Date('2026-01-01T00:00:00Z'));
  });

  it.each([['soon'], [''], [Infinity], [new Date(NaN)]])(
    'ignores the invalid date %s',
    (CreatedDate) => {
      const reading = readingFrom(KIND, { Status: 'SUCCEEDED', CreatedDate }, 'list');
      expect(reading?.details).toEqual({});
    },
  );

  it('does not use another target as the account', () => {
    const status = { Status: 'SUCCEEDED', TargetId: 'ou-1234', TargetType: 'ORGANIZATIONAL_UNIT' };
    expect(readingFrom('account-assignment-creation', status, 'describe')?.details).toEqual({});
  });
});
