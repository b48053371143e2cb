import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeControlChars, escapeJson } from '../../../src/engine/util/escape-control-chars.js';
import { checkProperty } from '../../properties/check-property.js';
import { HOSTILE, UNSAFE } from '../../cli/terminal/support.js';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.nat(0xff_ff)).map((units) => String.fromCharCode(...units)),
);

describe('escapeControlChars', () => {
  it('escapes everything that affects a terminal or is invisible', () => {
    expect(escapeControlChars(HOSTILE)).toBe(
      String.raw`\u001b[2J\u0007\u009b31m\u202ecod\u200b\u000a\u2028\udb40\udc41`,
    );
    checkProperty(
      fc.property(anyText, (text) => {
        expect(escapeControlChars(text)).not.toMatch(UNSAFE);
      }),
      2_000,
    );
  });

  it('leaves readable text unchanged', () => {
    const text = 'Grüße, 世界 👍 – “ok” (arn:aws:iam::111122223333:role/é)';
    expect(escapeControlChars(text)).toBe(text);
  });
});

describe('escapeJson', () => {
  it('produces JSON that is safe to print and parses to the same value', () => {
    checkProperty(
      fc.property(anyText, (text) => {
        const json = escapeJson({ [text]: text });
        expect(json).not.toMatch(UNSAFE);
        expect(JSON.parse(json)).toEqual({ [text]: text });
      }),
      2_000,
    );
  });

  it('breaks lines only for indentation', () => {
    expect(escapeJson({ a: 'b\nc' }, 2)).toBe('{\n  "a": "b\\nc"\n}');
  });
});
