import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareKeys, indexOfKey } from '../../../src/watcher/store/entries.js';
import { checkProperty } from '../../properties/check-property.js';

const anyKey = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('a', '\ud7ff', '\ue000', '\uffff', '😀', '🙂') }),
);

it('compares keys by their UTF-8 bytes', () => {
  checkProperty(
    fc.property(anyKey, anyKey, (one, other) => {
      const expected = Buffer.compare(Buffer.from(one), Buffer.from(other));
      expect(Math.sign(compareKeys(one, other))).toBe(expected);
    }),
    2_000,
  );
});

it('finds the index of a key, or where it would be inserted', () => {
  checkProperty(
    fc.property(fc.uniqueArray(anyKey), anyKey, (keys, key) => {
      keys.sort(compareKeys);
      expect(indexOfKey(keys, key)).toBe(keys.filter((each) => compareKeys(each, key) < 0).length);
    }),
  );
});
