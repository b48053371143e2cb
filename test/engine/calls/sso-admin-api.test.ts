import { describe, expect, it } from 'vitest';
import {
  createSsoAdminApi,
  PAGE_SIZE,
  UnusableResponseError,
} from '../../../src/engine/calls/sso-admin-api.js';
import type { PageQuery } from '../../../src/engine/calls/status-api.js';
import { createEmulator, type RequestSpec } from '../../../src/emulator/index.js';
import { KIND_TABLE } from '../../../src/engine/requests/kind-table.js';
import { REQUEST_KINDS, type RequestKind } from '../../../src/engine/requests/kinds.js';
import type { RequestId } from '../../../src/engine/requests/request.js';
import { clientOf, clientThatGets } from '../../support/clients.js';

const { signal } = new AbortController();

const REQUEST: RequestId = {
  kind: 'permission-set-provisioning',
  instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
  requestId: '11111111-2222-3333-4444-555555555555',
};

/** An emulator with one request, and the API over a client on it. */
function apiWith(spec: RequestSpec) {
  const emulator = createEmulator();
  const request = emulator.startRequest(spec);
  return { emulator, request, api: createSsoAdminApi(clientOf(emulator)) };
}

/** The API over a service that always returns this. */
const apiThatGets = (response: unknown) => createSsoAdminApi(clientThatGets(response));

describe('describe', () => {
  it('returns the details of a provisioning', async () => {
    const { api, emulator, request } = apiWith({
      kind: 'permission-set-provisioning',
      accountId: '123456789012',
    });
    const { reading } = await api.describe(request, signal);
    expect(reading).toEqual({
      status: 'IN_PROGRESS',
      complete: true,
      details: {
        accountId: '123456789012',
        permissionSetArn: emulator.permissionSetArn,
        createdDate: expect.any(Date),
      },
    });
  });

  it('returns no account for a provisioning of all accounts', async () => {
    const { api, request } = apiWith({
      kind: 'permission-set-provisioning',
      targetType: 'ALL_PROVISIONED_ACCOUNTS',
    });
    const { reading } = await api.describe(request, signal);
    expect(reading.details).not.toHaveProperty('accountId');
  });

  it.each(['account-assignment-creation', 'account-assignment-deletion'] as const)(
    'returns the details of an %s, whose target is the account',
    async (kind) => {
      const { api, emulator, request } = apiWith({
        kind,
        accountId: '123456789012',
        principalType: 'USER',
        principalId: 'somebody',
      });
      const { reading } = await api.describe(request, signal);
      expect(reading.details).toEqual({
        accountId: '123456789012',
        permissionSetArn: emulator.permissionSetArn,
        principalType: 'USER',
        principalId: 'somebody',
        createdDate: expect.any(Date),
      });
    },
  );

  it.each(REQUEST_KINDS)('returns the reason of a failed %s, and the response', async (kind) => {
    const { api, request } = apiWith({ kind, durationMs: 0, failureReason: 'No such account.' });
    const { reading, response } = await api.describe(request, signal);
    expect(reading).toMatchObject({ status: 'FAILED', failureReason: 'No such account.' });
    expect(response).toMatchObject({
      [KIND_TABLE[kind].status.member]: { RequestId: request.requestId, Status: 'FAILED' },
    });
  });

  it('rejects with the error of the SDK', async () => {
    const { api, request } = apiWith({ kind: 'permission-set-provisioning' });
    const unknown = { ...request, kind: 'account-assignment-creation' as const };
    await expect(api.describe(unknown, signal)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('makes no call when the signal is already aborted', async () => {
    const { api, emulator, request } = apiWith({ kind: 'permission-set-provisioning' });
    await expect(api.describe(request, AbortSignal.abort())).rejects.toThrow();
    expect(emulator.calls.total).toBe(0);
  });

  it.each([
    ['is empty', {}],
    ['is null', null],
    ['has no status', { PermissionSetProvisioningStatus: { RequestId: REQUEST.requestId } }],
    ['has an unknown status', { PermissionSetProvisioningStatus: { Status: 'PENDING' } }],
    ['is of another kind', { AccountAssignmentCreationStatus: { Status: 'SUCCEEDED' } }],
    [
      'is about another request',
      { PermissionSetProvisioningStatus: { Status: 'SUCCEEDED', RequestId: 'another' } },
    ],
  ])('rejects a response that %s', async (_, response) => {
    await expect(apiThatGets(response).describe(REQUEST, signal)).rejects.toThrow(
      UnusableResponseError,
    );
  });

  it('accepts a response without the id', async () => {
    const api = apiThatGets({ PermissionSetProvisioningStatus: { Status: 'SUCCEEDED' } });
    expect((await api.describe(REQUEST, signal)).reading.status).toBe('SUCCEEDED');
  });
});

describe('listPage', () => {
  const query = (kind: RequestKind, more: Partial<PageQuery> = {}): PageQuery => ({
    kind,
    instanceArn: REQUEST.instanceArn,
    ...more,
  });

  it.each(REQUEST_KINDS)(
    'returns the rows of %s, which have an id, a status and a date',
    async (kind) => {
      const { api, request } = apiWith({ kind });
      const page = await api.listPage(query(kind), signal);
      expect(page).toEqual({
        rows: [
          {
            requestId: request.requestId,
            reading: {
              status: 'IN_PROGRESS',
              complete: false,
              details: { createdDate: expect.any(Date) },
            },
          },
        ],
      });
    },
  );

  it('filters by one status, or by none', async () => {
    const { api, emulator, request } = apiWith({ kind: 'permission-set-provisioning' });
    const ended = emulator.startRequest({ kind: 'permission-set-provisioning', durationMs: 0 });
    const idsOf = async (more?: Partial<PageQuery>) => {
      const { rows } = await api.listPage(query('permission-set-provisioning', more), signal);
      return rows.map(({ requestId }) => requestId).toSorted();
    };
    expect(await idsOf({ status: 'IN_PROGRESS' })).toEqual([request.requestId]);
    expect(await idsOf({ status: 'SUCCEEDED' })).toEqual([ended.requestId]);
    expect(await idsOf()).toEqual([request.requestId, ended.requestId].toSorted());
  });

  it('requests the largest pages, and the next one with the token', async () => {
    const { api, emulator } = apiWith({ kind: 'account-assignment-creation' });
    for (let more = 0; more < PAGE_SIZE; more += 1) {
      emulator.startRequest({ kind: 'account-assignment-creation' });
    }
    const first = await api.listPage(query('account-assignment-creation'), signal);
    expect(first.rows).toHaveLength(PAGE_SIZE);
    const { nextToken = '' } = first;
    const second = await api.listPage(query('account-assignment-creation', { nextToken }), signal);
    expect(second.rows).toHaveLength(1);
    expect(second).not.toHaveProperty('nextToken');
  });

  it('treats an empty token as the end', async () => {
    const api = apiThatGets({ PermissionSetsProvisioningStatus: [], NextToken: '' });
    const page = await api.listPage(query('permission-set-provisioning'), signal);
    expect(page).toEqual({ rows: [] });
  });

  it.each([
    ['has no id', { Status: 'SUCCEEDED' }],
    ['has an empty id', { Status: 'SUCCEEDED', RequestId: '' }],
    ['has no status', { RequestId: 'some' }],
    ['has an unknown status', { RequestId: 'some', Status: 'PENDING' }],
    ['is null', null],
  ])('ignores a row that %s', async (_, row) => {
    const good = { RequestId: 'good', Status: 'SUCCEEDED' };
    const api = apiThatGets({ PermissionSetsProvisioningStatus: [row, good] });
    const { rows } = await api.listPage(query('permission-set-provisioning'), signal);
    expect(rows.map(({ requestId }) => requestId)).toEqual(['good']);
  });

  it.each([
    ['is empty', {}],
    ['is of another kind', { AccountAssignmentsCreationStatus: [] }],
    ['has no array', { PermissionSetsProvisioningStatus: {} }],
  ])('rejects a response that %s, instead of returning an empty list', async (_, response) => {
    const page = apiThatGets(response).listPage(query('permission-set-provisioning'), signal);
    await expect(page).rejects.toThrow(UnusableResponseError);
  });
});

it('names the operation and the problem of an unusable response', () => {
  const error = new UnusableResponseError('DescribeX', 'status PENDING');
  expect(error.name).toBe('UnusableResponseError');
  expect(error.message).toBe('DescribeX returned no usable result: status PENDING');
});
