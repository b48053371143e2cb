import fc from 'fast-check';
import { expect, it } from 'vitest';
import { escapeUnits, escapeControlChars } from '../../../src/engine/util/escape-control-chars.js';
import { checkProperty } from '../../properties/check-property.js';

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

it.each([
  ['an escape sequence', 'red\u001b[31m', 'red\\u001b[31m'],
  ['a one-byte escape sequence', 'red\u009b31m', 'red\\u009b31m'],
  ['a line end', 'one\r\ntwo', 'one\\u000d\\u000atwo'],
  ['a bell and a backspace', '\u0007\b', '\\u0007\\u0008'],
  ['a right-to-left override', 'a\u202eb', 'a\\u202eb'],
  ['a zero-width space', 'a\u200bb', 'a\\u200bb'],
  ['a line separator', 'a\u2028b', 'a\\u2028b'],
  ['a tag character outside the BMP', 'a\u{e0041}', 'a\\udb40\\udc41'],
  ['a lone surrogate', 'a\ud83d', 'a\\ud83d'],
])('escapes %s', (_, text, expected) => {
  expect(escapeControlChars(text)).toBe(expected);
});

it.each(['Zoë wrote: 100 % 👍', '名前', 'it\'s {json: "text"} \\ and so on'])(
  'leaves %s unchanged',
  (text) => {
    expect(escapeControlChars(text)).toBe(text);
  },
);

it('leaves no character that affects a terminal', () => {
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

it('produces escapes that JSON parses back to the character', () => {
  checkProperty(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(JSON.parse(`"${escapeUnits(text)}"`)).toBe(text);
    }),
  );
});
