import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MinMax } from '../../../src/engine/polling/poller.js';
import { checkProperty } from '../../properties/check-property.js';

it('has no minimum or maximum when it is empty', () => {
  const numbers = new MinMax();
  expect([numbers.min, numbers.max]).toEqual([undefined, undefined]);
  numbers.add(3)();
  expect([numbers.min, numbers.max]).toEqual([undefined, undefined]);
});

it('has the minimum and the maximum of its numbers', () => {
  const numbers = new MinMax();
  const [, removeMin, removeMax] = [5, 2, 9].map((value) => numbers.add(value));
  expect([numbers.min, numbers.max]).toEqual([2, 9]);
  removeMin!();
  removeMax!();
  expect([numbers.min, numbers.max]).toEqual([5, 5]);
});

it('keeps a number that was added twice until both are removed', () => {
  const numbers = new MinMax();
  const [one, other] = [4, 4].map((value) => numbers.add(value));
  one!();
  expect(numbers.min).toBe(4);
  other!();
  expect(numbers.min).toBeUndefined();
});

it('removes a number once', () => {
  const numbers = new MinMax();
  const remove = numbers.add(4);
  numbers.add(4);
  remove();
  remove();
  expect(numbers.min).toBe(4);
});

it('behaves as a plain list', () => {
  const step = fc.record({ value: fc.nat(5), removes: fc.boolean(), which: fc.nat(20) });
  checkProperty(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const numbers = new MinMax();
      const added: { readonly value: number; readonly remove: () => void }[] = [];
      for (const { value, removes, which } of steps) {
        if (removes && added.length > 0) added.splice(which % added.length, 1)[0]?.remove();
        else added.push({ value, remove: numbers.add(value) });
        const values = added.map((each) => each.value);
        expect(numbers.min).toBe(values.length === 0 ? undefined : Math.min(...values));
        expect(numbers.max).toBe(values.length === 0 ? undefined : Math.max(...values));
      }
    }),
  );
});
