import { describe, expect, it } from 'vitest';
import { pageOf } from '../../../src/emulator/operations/list-page.js';

const rows = Array.from({ length: 250 }, (_, index) => index);
const first = { maxResults: undefined, nextToken: undefined, list: 'L' };

describe('pageOf', () => {
  it('cuts pages of 100, the last without a token', () => {
    const one = pageOf(rows, first);
    const two = pageOf(rows, { ...first, nextToken: one.nextToken });
    const three = pageOf(rows, { ...first, nextToken: two.nextToken });
    expect([...one.items, ...two.items, ...three.items]).toEqual(rows);
    expect(three.items).toHaveLength(50);
    expect(three.nextToken).toBeUndefined();
  });

  it('has no token when the page ends with the list', () => {
    expect(pageOf(rows.slice(0, 100), first).nextToken).toBeUndefined();
  });

  it('skips a row when an earlier one leaves the list between two pages', () => {
    const one = pageOf(rows, { ...first, maxResults: 10 });
    const left = rows.filter((row) => row !== 3);
    const two = pageOf(left, { ...first, maxResults: 10, nextToken: one.nextToken });
    expect([...one.items, ...two.items]).not.toContain(10);
    expect(two.items[0]).toBe(11);
  });

  it('returns an empty page when the list is shorter than the offset', () => {
    const { nextToken } = pageOf(rows, first);
    expect(pageOf([1], { ...first, nextToken })).toEqual({ items: [], nextToken: undefined });
  });

  it('writes tokens that match the model', () => {
    expect(pageOf(rows, first).nextToken).toMatch(/^[-a-zA-Z0-9+=/_]{1,2048}$/);
  });

  it.each(['', 'nonsense', 'e30=', Buffer.from('["L",-5]').toString('base64url')])(
    'rejects the foreign token %j',
    (nextToken) => {
      expect(() => pageOf(rows, { ...first, nextToken })).toThrow(/NextToken/);
    },
  );

  it('rejects a token of another list', () => {
    const { nextToken } = pageOf(rows, first);
    expect(() => pageOf(rows, { ...first, nextToken, list: 'M' })).toThrow(/NextToken/);
  });
});
