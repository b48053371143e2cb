import * as sdk from '@aws-sdk/client-sso-admin';
import { describe, expect, it } from 'vitest';
import { isRequestKind, KINDS, REQUEST_KINDS } from '../../../src/engine/requests/kinds.js';

describe.each(REQUEST_KINDS)('%s', (kind) => {
  it.each(['start', 'describe', 'list'] as const)('names an operation of the SDK: %s', (role) => {
    expect(sdk).toHaveProperty(`${KINDS[kind][role]}Command`);
  });
});

it('has nothing twice: each name leads to one kind', () => {
  const fields = ['title', 'start', 'describe', 'list', 'idField', 'statusField', 'listField'];
  for (const field of fields) {
    const names = Object.values(KINDS).map((row) => Reflect.get(row, field) as unknown);
    expect(new Set(names).size).toBe(REQUEST_KINDS.length);
  }
});

it('tells kinds from other values', () => {
  expect(REQUEST_KINDS.every(isRequestKind)).toBe(true);
  for (const value of ['provisioning', 'toString', '__proto__', '', null, undefined, 1, {}]) {
    expect(isRequestKind(value)).toBe(false);
  }
});
