import { describe, expect, it } from 'vitest';
import { namedRequests } from '../../../../src/cli/commands/wait/named-requests.js';

const ONE = ['permission-set-provisioning'] as const;
const TWO = ['permission-set-provisioning', 'account-assignment-creation'] as const;
const ended = { status: 'SUCCEEDED', details: {}, complete: true } as const;

describe('namedRequests', () => {
  it('adds the selected kind to bare ids, and keeps the kind of others', () => {
    expect(
      namedRequests(
        [{ requestId: 'a' }, { requestId: 'b', kind: 'account-assignment-deletion' }],
        ONE,
      ),
    ).toEqual([
      { requestId: 'a', kind: 'permission-set-provisioning' },
      { requestId: 'b', kind: 'account-assignment-deletion' },
    ]);
  });

  it.each([[[undefined, ended]], [[ended, undefined]]])(
    'makes one of the same twice, and keeps the end',
    (all) => {
      const written = all.map((started) => ({ requestId: 'a', ...(started ? { started } : {}) }));
      expect(namedRequests(written, ONE)).toEqual([
        { requestId: 'a', kind: 'permission-set-provisioning', started: ended },
      ]);
    },
  );

  it('accepts several kinds only if every request contains its own', () => {
    expect(
      namedRequests([{ requestId: 'b', kind: 'account-assignment-creation' }], TWO),
    ).toHaveLength(1);
    expect(() => namedRequests([{ requestId: 'a' }], TWO)).toThrow('The kind of a is ambiguous.');
  });

  it('throws if there are no requests', () => {
    expect(() => namedRequests([], ONE)).toThrow('Standard input contains no request.');
  });
});
