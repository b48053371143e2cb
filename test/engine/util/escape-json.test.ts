import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeControlChars, escapeJson } from '../../../src/engine/util/escape-control-chars.js';
import { checkProperty } from '../../properties/check-property.js';
import { HOSTILE, UNSAFE } from '../../cli/terminal/support.js';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.nat(0xff_ff)).map((units) => String.fromCharCode(...units)),
);

describe('visible', () => {
  it('lets nothing through that a terminal acts upon or a person does not see', () => {
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

  it('leaves what is readable as it is', () => {
    const text = 'Grüße, 世界 👍 – “ok” (arn:aws:iam::111122223333:role/é)';
    expect(escapeControlChars(text)).toBe(text);
  });
});

describe('escapeJson', () => {
  it('keeps the value, and is as harmless', () => {
    checkProperty(
      fc.property(anyText, (text) => {
        const json = escapeJson({ [text]: text });
        expect(json).not.toMatch(UNSAFE);
        expect(JSON.parse(json)).toEqual({ [text]: text });
      }),
      2_000,
    );
  });

  it('has line breaks only where it is laid out', () => {
    expect(escapeJson({ a: 'b\nc' }, 2)).toBe('{\n  "a": "b\\nc"\n}');
  });
});
