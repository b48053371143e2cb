import fc from 'fast-check';
import { expect, it } from 'vitest';
import { escapeUnits, escapeControlChars } from '../../../src/engine/util/escape-control-chars.js';
import { checkProperty } from '../../properties/check-property.js';

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

it.each([
  ['an escape sequence', 'red\u001b[31m', 'red\\u001b[31m'],
  ['the one-byte form of it', 'red\u009b31m', 'red\\u009b31m'],
  ['a line end', 'one\r\ntwo', 'one\\u000d\\u000atwo'],
  ['a bell and a backspace', '\u0007\b', '\\u0007\\u0008'],
  ['text that runs the other way', 'a\u202eb', 'a\\u202eb'],
  ['a mark of width zero', 'a\u200bb', 'a\\u200bb'],
  ['a line separator', 'a\u2028b', 'a\\u2028b'],
  ['a tag beyond the first plane', 'a\u{e0041}', 'a\\udb40\\udc41'],
  ['half a surrogate pair', 'a\ud83d', 'a\\ud83d'],
])('shows %s', (_, text, expected) => {
  expect(escapeControlChars(text)).toBe(expected);
});

it.each(['Zoë told me: 100 % 👍', '名前', 'it\'s {json: "text"} \\ and so on'])(
  'leaves %s as it is',
  (text) => {
    expect(escapeControlChars(text)).toBe(text);
  },
);

it('lets nothing through that a terminal would act on', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.nat(0xffff), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
  );
  checkProperty(
    fc.property(text, (each) => {
      expect(escapeControlChars(each)).not.toMatch(INVISIBLE);
    }),
    1_000,
  );
});

it('escapes so that JSON gives the character back', () => {
  checkProperty(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(JSON.parse(`"${escapeUnits(text)}"`)).toBe(text);
    }),
  );
});
