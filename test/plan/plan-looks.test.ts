import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planLooks, type DueView } from '../../src/plan/plan-looks.js';
import { checkProperty } from '../properties/check-property.js';

/** A view of items that are due, of which those in `last` have their last look. */
function view({ last = [], ...more }: Partial<DueView<string>> & { last?: string[] }) {
  return {
    due: [],
    soon: 0,
    sweepPages: 1,
    listsUsable: true,
    sweeping: false,
    isLastLook: (item: string) => last.includes(item),
    ...more,
  };
}

const names = (count: number) => Array.from({ length: count }, (_, index) => `item ${index}`);

it('does nothing when nothing is due', () => {
  const nothing = { describe: [], sweep: false, later: [] };
  expect(planLooks(view({ due: [] }))).toEqual(nothing);
  expect(planLooks(view({ due: [], soon: 100 }))).toEqual(nothing);
});

describe('with no sweep running', () => {
  it('describes one request that is due alone', () => {
    expect(planLooks(view({ due: ['a'] }))).toEqual({ describe: ['a'], sweep: false, later: [] });
  });

  it.each([
    ['two are due', { due: ['a', 'b'] }],
    ['another will be due soon', { due: ['a'], soon: 1 }],
    ['pages are cheaper than describes', { due: ['a', 'b', 'c'], sweepPages: 2.5 }],
  ])('sweeps when %s', (_, more) => {
    expect(planLooks(view(more))).toEqual({ describe: [], sweep: true, later: [] });
  });

  it('describes each when a sweep would cost as many calls or more', () => {
    const plan = planLooks(view({ due: ['a', 'b'], soon: 1, sweepPages: 3 }));
    expect(plan).toEqual({ describe: ['a', 'b'], sweep: false, later: [] });
  });
});

it('describes each, however many, when lists may not be read', () => {
  for (const sweeping of [true, false]) {
    const plan = planLooks(view({ due: names(50), listsUsable: false, sweeping }));
    expect(plan).toEqual({ describe: names(50), sweep: false, later: [] });
  }
});

describe('beside a running sweep', () => {
  it('lets everything wait for its end but last looks', () => {
    const plan = planLooks(view({ due: ['a', 'b', 'c'], last: ['b'], sweeping: true }));
    expect(plan).toEqual({ describe: ['b'], sweep: false, later: ['a', 'c'] });
  });

  it('lets last looks wait too when they would only queue behind each other', () => {
    const due = names(11);
    const plan = planLooks(view({ due, last: due, sweeping: true }));
    expect(plan).toEqual({ describe: [], sweep: false, later: due });
  });
});

const ascending = (one: number, other: number) => one - other;

const anyView = fc.record({
  items: fc.uniqueArray(fc.nat(99), { maxLength: 40 }),
  last: fc.uniqueArray(fc.nat(99)),
  soon: fc.nat(50),
  sweepPages: fc.double({ min: 1, max: 50, noNaN: true }),
  listsUsable: fc.boolean(),
  sweeping: fc.boolean(),
});

/** Checks a property of the plan for any view. */
function forAnyPlan(
  check: (seen: DueView<number>, plan: ReturnType<typeof planLooks<number>>) => void,
): void {
  checkProperty(
    fc.property(anyView, ({ items, last, ...more }) => {
      const seen = { due: items, isLastLook: (item: number) => last.includes(item), ...more };
      check(seen, planLooks(seen));
    }),
    1_000,
  );
}

describe('for any view', () => {
  it('covers what is due exactly once, and nothing else', () => {
    forAnyPlan(({ due }, { describe: described, sweep, later }) => {
      const covered = [...described, ...later, ...(sweep ? due : [])];
      expect(covered.toSorted(ascending)).toEqual(due.toSorted(ascending));
    });
  });

  it('never sweeps twice at a time, nor where lists may not be read', () => {
    forAnyPlan(({ sweeping, listsUsable }, { sweep }) => {
      if (sweeping || !listsUsable) expect(sweep).toBe(false);
    });
  });

  it('lets nothing wait for a sweep that does not run', () => {
    forAnyPlan(({ sweeping }, { later }) => {
      if (!sweeping) expect(later).toEqual([]);
    });
  });

  it('makes no more calls than the cheaper of a sweep and a describe each', () => {
    forAnyPlan(({ due, soon, sweepPages, listsUsable }, { describe: described, sweep }) => {
      if (!listsUsable) return;
      const calls = described.length + (sweep ? sweepPages : 0);
      expect(calls).toBeLessThanOrEqual(due.length + soon);
      if (!sweep && described.length > 10) expect(calls).toBeLessThanOrEqual(sweepPages);
    });
  });
});
