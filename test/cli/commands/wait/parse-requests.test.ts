import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidOptionError } from '../../../../src/engine/results/errors.js';
import { KIND_TABLE } from '../../../../src/engine/requests/kind-table.js';
import { REQUEST_KINDS, type RequestKind } from '../../../../src/engine/requests/kinds.js';
import {
  parseRequests,
  type WrittenRequest,
} from '../../../../src/cli/commands/wait/parse-requests.js';
import { checkProperty } from '../../../properties/check-property.js';

const ID = '0f6e1f0a-1b2c-4d3e-8f90-a1b2c3d4e5f6';
const OTHER = '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d';
const PERMISSION_SET = 'arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef';
const INSTANCE = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';

describe('ids', () => {
  it('are read from each line; surrounding blanks and empty lines are ignored', () => {
    expect(parseRequests(`\uFEFF\n  ${ID}  \r\n\n\t${OTHER}\t${ID}\n\n`)).toEqual([
      { requestId: ID },
      { requestId: OTHER },
      { requestId: ID },
    ]);
  });

  it('can be in quotes and in arrays, as jq and --query print them', () => {
    expect(
      parseRequests(`"${ID}"\n["${OTHER}",\n"${ID}"]`).map(({ requestId }) => requestId),
    ).toEqual([ID, OTHER, ID]);
  });

  it('can be absent', () => {
    expect(parseRequests('')).toEqual([]);
    expect(parseRequests(' \n\t\n')).toEqual([]);
  });
});

describe('the output of aws sso-admin', () => {
  it.each(REQUEST_KINDS)('has the kind: %s', (kind) => {
    expect(parseRequests(started(kind, { Status: 'IN_PROGRESS', RequestId: ID }))).toMatchObject([
      { kind, requestId: ID, started: { status: 'IN_PROGRESS' } },
    ]);
  });

  it('has the instance in the ARN of the permission set', () => {
    const [request] = parseRequests(
      started('account-assignment-creation', {
        RequestId: ID,
        Status: 'IN_PROGRESS',
        PermissionSetArn: PERMISSION_SET,
      }),
    );
    expect(request?.instanceArn).toBe(INSTANCE);
  });

  it('has no instance if the ARN has another shape', () => {
    const [request] = parseRequests(
      started('account-assignment-creation', {
        RequestId: ID,
        Status: 'IN_PROGRESS',
        PermissionSetArn: 'arn:x:ps-1',
      }),
    );
    expect(request).not.toHaveProperty('instanceArn');
  });

  it('has a complete status of a request that has ended', () => {
    const text = started('permission-set-provisioning', { RequestId: ID, Status: 'SUCCEEDED' });
    expect(parseRequests(text)[0]?.started).toMatchObject({ status: 'SUCCEEDED', complete: true });
  });

  it('can be a list', () => {
    const rows = [
      { RequestId: ID, Status: 'SUCCEEDED', CreatedDate: '2026-01-01T00:00:00Z' },
      { RequestId: OTHER, Status: 'FAILED' },
    ];
    const text = JSON.stringify({ AccountAssignmentsDeletionStatus: rows });
    expect(parseRequests(text)).toMatchObject([
      { kind: 'account-assignment-deletion', requestId: ID, started: { complete: true } },
      { kind: 'account-assignment-deletion', requestId: OTHER, started: { complete: false } },
    ]);
  });
});

describe('rows of our own', () => {
  it('have the kind, the instance and the status', () => {
    const row = {
      kind: 'account-assignment-creation',
      instanceArn: INSTANCE,
      requestId: ID,
      status: 'FAILED',
      failureReason: 'Assignment not found.',
      accountId: '111122223333',
      createdDate: '2026-01-01T00:00:00.000Z',
    };
    expect(parseRequests(JSON.stringify([row], undefined, 2))).toEqual([
      {
        kind: 'account-assignment-creation',
        instanceArn: INSTANCE,
        requestId: ID,
        started: {
          status: 'FAILED',
          failureReason: 'Assignment not found.',
          complete: true,
          details: { accountId: '111122223333', createdDate: new Date('2026-01-01T00:00:00Z') },
        },
      },
    ]);
  });
});

describe('errors', () => {
  it.each([
    ['a sentence', `${ID}\n\nhello there\n`, /^line 3 of the input must be a request id, JSON/],
    ['an ARN', `${ID}\n${INSTANCE}`, /^line 2 of the input must be a request id/],
    [
      'other JSON',
      `{"PermissionSet": {}}`,
      /^line 1 of the input must be .*PermissionSetProvisioningStatus/,
    ],
    ['a number', `[1]`, /^line 1 of the input must be/],
    [
      'JSON that is cut off',
      `\n{"PermissionSetProvisioningStatus": {`,
      /^line 2 .*closing bracket/,
    ],
    ['invalid JSON', `{"a": nope}`, /^line 1 of the input must be valid JSON/],
    ['brackets that do not match', `[}`, /^line 1 of the input must be valid JSON/],
    ['an unclosed quote', `"abc def`, /^line 1 of the input must be valid JSON/],
    ['a start without an id', `{"PermissionSetProvisioningStatus": {}}`, /RequestId in line 1/],
    [
      'a list row without an id',
      `{"PermissionSetsProvisioningStatus": [{}]}`,
      /RequestId in line 1/,
    ],
    ['an unknown kind', `{"kind": "x", "requestId": "${ID}"}`, /^kind in line 1/],
  ])('name the line and what is expected: %s', (_, text, message) => {
    expect(() => parseRequests(text)).toThrow(InvalidOptionError);
    expect(() => parseRequests(text)).toThrow(message);
  });
});

describe('any input', () => {
  const kind = fc.constantFrom(...REQUEST_KINDS);
  const blanks = fc.stringMatching(/^[ \n]{0,3}$/);
  const piece = fc.oneof(
    fc.uuid().map((id) => ({ text: `\n${id}\n`, requests: [{ requestId: id }] })),
    fc
      .record({ kind, id: fc.uuid(), reason: fc.string({ unit: 'binary' }), indent: fc.nat(4) })
      .map(({ kind: of, id, reason, indent }) => ({
        text: started(of, { RequestId: id, Status: 'FAILED', FailureReason: reason }, indent),
        requests: [{ kind: of, requestId: id }],
      })),
    fc.array(fc.record({ kind, requestId: fc.uuid() })).map((rows) => ({
      text: JSON.stringify(rows),
      requests: rows,
    })),
  );

  it('returns every request, in order', () => {
    checkProperty(
      fc.property(fc.array(fc.tuple(blanks, piece)), (pieces) => {
        const text = pieces.map(([blank, { text: each }]) => blank + each).join('');
        const expected = pieces.flatMap(([, { requests }]): readonly object[] => requests);
        expect(parseRequests(text).map(identity)).toEqual(expected);
      }),
    );
  });

  it('is either read or rejected with InvalidOptionError', () => {
    const fragment = fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', ' ', '\n', 'id', ID);
    checkProperty(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fragment).map((all) => all.join('')),
        ),
        (text) => {
          try {
            parseRequests(text);
          } catch (error) {
            expect(error).toBeInstanceOf(InvalidOptionError);
          }
        },
      ),
      1_000,
    );
  });
});

function started(kind: RequestKind, status: object, indent = 4): string {
  return JSON.stringify({ [KIND_TABLE[kind].status.member]: status }, undefined, indent);
}

function identity({ kind, requestId }: WrittenRequest): object {
  return kind === undefined ? { requestId } : { kind, requestId };
}
