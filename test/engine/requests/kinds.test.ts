import * as sdk from '@aws-sdk/client-sso-admin';
import { describe, expect, it } from 'vitest';
import type { Kind } from '../../../src/engine/requests/kind.js';
import {
  isListedKind,
  isRequestKind,
  KINDS,
  LISTED_KINDS,
  REQUEST_KINDS,
} from '../../../src/engine/requests/kinds.js';

describe.each(REQUEST_KINDS)('%s', (kind) => {
  it.each(['start', 'describe', 'list'] as const)('has an operation of the SDK: %s', (role) => {
    const operation = KINDS[kind][role]?.operation;
    if (operation !== undefined) expect(sdk).toHaveProperty(`${operation}Command`);
  });

  it('has a short label for narrow tables', () => {
    expect(KINDS[kind].shortLabel.length).toBeLessThanOrEqual(12);
  });

  it('reads the subject from the input of a start', () => {
    const { start } = KINDS[kind];
    const instanceArn = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';
    const subject = { permissionSetArn: 'arn:ps', accountId: '111122223333' };
    const input = start?.inputFor(instanceArn, subject) ?? {};
    expect(start?.subjectFrom(input as never)).toMatchObject(subject);
  });
});

it.each<[string, (kind: Kind) => string | undefined]>([
  ['title', ({ title }) => title],
  ['label', ({ label }) => label],
  ['short label', ({ shortLabel }) => shortLabel],
  ['start operation', ({ start }) => start?.operation],
  ['list operation', ({ list }) => list?.operation],
  ['member of rows', ({ list }) => list?.member],
  ['member of the status', ({ status }) => status.member],
])('no two kinds have the same %s', (_, nameOf) => {
  const names = REQUEST_KINDS.flatMap((kind) => nameOf(KINDS[kind]) ?? []);
  expect(new Set(names).size).toBe(names.length);
});

it('distinguishes kinds from other values', () => {
  expect(REQUEST_KINDS.every(isRequestKind)).toBe(true);
  for (const value of ['provisioning', 'toString', '__proto__', '', null, undefined, 1, {}]) {
    expect(isRequestKind(value)).toBe(false);
  }
});

it('recognizes the kinds that have a list', () => {
  expect(LISTED_KINDS).toEqual(REQUEST_KINDS);
  expect(REQUEST_KINDS.every(isListedKind)).toBe(true);
});
