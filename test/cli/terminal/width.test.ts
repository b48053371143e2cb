import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fit, pad, widthOf } from '../../../src/cli/terminal/width.js';
import { checkProperty } from '../../properties/check-property.js';

const text = fc.string({ unit: 'grapheme' });

describe('fit', () => {
  it('never exceeds the columns, and cuts only what does not fit', () => {
    checkProperty(
      fc.property(text, fc.nat(20), (value, columns) => {
        const fitted = fit(value, columns);
        expect(widthOf(fitted)).toBeLessThanOrEqual(columns);
        if (widthOf(value) <= columns) expect(fitted).toBe(value);
      }),
    );
  });

  it('counts wide characters as two', () => {
    expect(widthOf('世界')).toBe(4);
    expect(fit('世界世界', 5)).toBe('世界…');
  });
});

describe('pad', () => {
  it('pads to the columns', () => {
    checkProperty(
      fc.property(text, fc.nat(40), (value, columns) => {
        expect(widthOf(pad(value, columns))).toBe(Math.max(widthOf(value), columns));
      }),
    );
  });
});
