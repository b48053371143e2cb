import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MinMax } from '../../../src/engine/polling/poller.js';
import { checkProperty } from '../../properties/check-property.js';

it('has neither a lowest nor a highest when nobody holds any', () => {
  const tally = new MinMax();
  expect([tally.min, tally.max]).toEqual([undefined, undefined]);
  tally.add(3)();
  expect([tally.min, tally.max]).toEqual([undefined, undefined]);
});

it('knows the lowest and the highest that are held', () => {
  const tally = new MinMax();
  const [, takeLowest, takeHighest] = [5, 2, 9].map((value) => tally.add(value));
  expect([tally.min, tally.max]).toEqual([2, 9]);
  takeLowest!();
  takeHighest!();
  expect([tally.min, tally.max]).toEqual([5, 5]);
});

it('keeps a number for as long as one of those that hold it does', () => {
  const tally = new MinMax();
  const [one, other] = [4, 4].map((value) => tally.add(value));
  one!();
  expect(tally.min).toBe(4);
  other!();
  expect(tally.min).toBeUndefined();
});

it("takes a number back once, and nobody else's", () => {
  const tally = new MinMax();
  const release = tally.add(4);
  tally.add(4);
  release();
  release();
  expect(tally.min).toBe(4);
});

it('says of any numbers that come and go what a plain list says', () => {
  const step = fc.record({ value: fc.nat(5), gives: fc.boolean(), which: fc.nat(20) });
  checkProperty(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const tally = new MinMax();
      const held: { readonly value: number; readonly release: () => void }[] = [];
      for (const { value, gives, which } of steps) {
        if (gives && held.length > 0) held.splice(which % held.length, 1)[0]?.release();
        else held.push({ value, release: tally.add(value) });
        const values = held.map((each) => each.value);
        expect(tally.min).toBe(values.length === 0 ? undefined : Math.min(...values));
        expect(tally.max).toBe(values.length === 0 ? undefined : Math.max(...values));
      }
    }),
  );
});
