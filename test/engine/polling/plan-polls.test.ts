import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  mayListNow,
  NOTHING_KNOWN,
  type ListKnowledge,
} from '../../../src/engine/polling/list-knowledge.js';
import { cheapestSweep, planPolls, type DueView } from '../../../src/engine/polling/plan-polls.js';
import { checkProperty } from '../../properties/check-property.js';

const RESTING = { misses: 1, rest: 2 };

const knowing = (known: Partial<ListKnowledge>): ListKnowledge => ({ ...NOTHING_KNOWN, ...known });

/** Where the list of all requests is of no use. */
const runningOnly = (known: Partial<ListKnowledge> = {}) =>
  knowing({ everything: RESTING, ...known });

/** A view of items that are due, of which those in `last` have their last look. */
function view({ last = [], ...more }: Partial<DueView<string>> & { last?: string[] }) {
  return {
    due: [],
    soon: 0,
    known: runningOnly(),
    sweeping: false,
    isLastPoll: (item: string) => last.includes(item),
    ...more,
  };
}

const names = (count: number) => Array.from({ length: count }, (_, index) => `item ${index}`);

it('does nothing when nothing is due', () => {
  const nothing = { describe: [], sweep: undefined, later: [] };
  expect(planPolls(view({ due: [] }))).toEqual(nothing);
  expect(planPolls(view({ due: [], soon: 100 }))).toEqual(nothing);
});

describe('with no sweep running', () => {
  it('describes one request that is due alone', () => {
    const plan = planPolls(view({ due: ['a'] }));
    expect(plan).toEqual({ describe: ['a'], sweep: undefined, later: [] });
  });

  it.each([
    ['two are due', { due: ['a', 'b'] }],
    ['another will be due soon', { due: ['a'], soon: 1 }],
    [
      'pages are cheaper than describes',
      { due: ['a', 'b', 'c'], known: runningOnly({ runningPages: 2.5 }) },
    ],
  ])('sweeps when %s', (_, more) => {
    expect(planPolls(view(more))).toEqual({ describe: [], sweep: 'running', later: [] });
  });

  it('describes each when a sweep would cost as many calls or more', () => {
    const known = knowing({ runningPages: 3, everythingPages: 3 });
    const plan = planPolls(view({ due: ['a', 'b'], soon: 1, known }));
    expect(plan).toEqual({ describe: ['a', 'b'], sweep: undefined, later: [] });
  });
});

describe('of the two sweeps', () => {
  const sweepOf = (known: ListKnowledge) => planPolls(view({ due: names(500), known })).sweep;

  it.each([
    ['nothing is known', {}],
    ['it costs as much', { everythingPages: 4, runningPages: 3, vanishing: 1 }],
    ['it costs less', { everythingPages: 4, runningPages: 3, vanishing: 50 }],
  ])('takes that of everything when %s', (_, known) => {
    expect(sweepOf(knowing(known))).toBe('everything');
  });

  it.each([
    ['that costs less', { everythingPages: 5, runningPages: 3, vanishing: 1 }],
    ['the other is of no use', { everything: RESTING, runningPages: 100, vanishing: 100 }],
  ])('takes that of the running requests when %s', (_, known) => {
    expect(sweepOf(knowing(known))).toBe('running');
  });

  it('says how many pages the one that it takes has', () => {
    const known = knowing({ everythingPages: 2, runningPages: 1.5, vanishing: 1 });
    expect(cheapestSweep(known)).toEqual({ of: 'everything', pages: 2 });
    expect(cheapestSweep({ ...known, everything: RESTING })).toEqual({ of: 'running', pages: 1.5 });
  });
});

it.each([
  ['may not be read', knowing({ allowed: false })],
  ['have failed and rest', knowing({ sweeps: RESTING })],
])('describes each, however many, when lists %s', (_, known) => {
  for (const sweeping of [true, false]) {
    const plan = planPolls(view({ due: names(50), known, sweeping }));
    expect(plan).toEqual({ describe: names(50), sweep: undefined, later: [] });
  }
});

describe('beside a running sweep', () => {
  it('lets everything wait for its end but last looks', () => {
    const plan = planPolls(view({ due: ['a', 'b', 'c'], last: ['b'], sweeping: true }));
    expect(plan).toEqual({ describe: ['b'], sweep: undefined, later: ['a', 'c'] });
  });

  it('lets last looks wait too when they would only queue behind each other', () => {
    const due = names(11);
    const plan = planPolls(view({ due, last: due, sweeping: true }));
    expect(plan).toEqual({ describe: [], sweep: undefined, later: due });
  });

  it('replaces it for the sake of so many last looks, where it may', () => {
    const due = names(11);
    const plan = planPolls(view({ due, last: due, sweeping: true, replaceable: true }));
    expect(plan).toEqual({ describe: [], sweep: 'running', later: [] });
  });

  it('does not replace it for a few last looks', () => {
    const due = names(10);
    const plan = planPolls(view({ due, last: due, sweeping: true, replaceable: true }));
    expect(plan).toEqual({ describe: due, sweep: undefined, later: [] });
  });
});

describe('where lists are late', () => {
  const late = { listsAreLate: true, known: NOTHING_KNOWN };

  it.each([
    ['are due', { due: names(10) }],
    ['are due or will be soon', { due: names(3), soon: 7 }],
    ['are due or being described', { due: names(3), describing: 7 }],
  ])('describes requests that a sweep would cover when no more than ten %s', (_, more) => {
    const plan = planPolls(view({ ...late, ...more }));
    expect(plan).toEqual({ describe: more.due, sweep: undefined, later: [] });
  });

  it.each([
    ['due', { due: names(11) }],
    ['due or soon', { due: names(4), soon: 7 }],
    ['due or being described', { due: names(4), describing: 7 }],
  ])('sweeps all the same when more than ten are %s', (_, more) => {
    expect(planPolls(view({ ...late, ...more })).sweep).toBe('everything');
  });

  it('lets those that are due beside a sweep wait for its end', () => {
    const plan = planPolls(view({ ...late, due: names(2), sweeping: true }));
    expect(plan).toEqual({ describe: [], sweep: undefined, later: names(2) });
  });
});

const ascending = (one: number, other: number) => one - other;

const trial = fc.record({ misses: fc.nat(9), rest: fc.constantFrom(0, 0, 1, 5) });
const pages = fc.double({ min: 1, max: 50, noNaN: true });

const anyView = fc.record({
  items: fc.uniqueArray(fc.nat(99), { maxLength: 40 }),
  last: fc.uniqueArray(fc.nat(99)),
  soon: fc.nat(50),
  known: fc.record({
    allowed: fc.boolean(),
    sweeps: trial,
    everything: trial,
    everythingPages: pages,
    runningPages: pages,
    vanishing: fc.nat(50),
    successes: trial,
  }),
  sweeping: fc.boolean(),
  replaceable: fc.boolean(),
  describing: fc.nat(20),
  listsAreLate: fc.boolean(),
});

/** Checks a property of the plan for any view. */
function forAnyPlan(
  check: (seen: DueView<number>, plan: ReturnType<typeof planPolls<number>>) => void,
): void {
  checkProperty(
    fc.property(anyView, ({ items, last, ...more }) => {
      const seen = { due: items, isLastPoll: (item: number) => last.includes(item), ...more };
      check(seen, planPolls(seen));
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

  it('never sweeps twice at a time, nor where lists may not be read or rest', () => {
    forAnyPlan(({ sweeping, replaceable, known }, { sweep }) => {
      if ((sweeping && !replaceable) || !known.allowed || known.sweeps.rest > 0)
        expect(sweep).toBeUndefined();
    });
  });

  it('reads the list of everything only when it is of use and costs no more', () => {
    forAnyPlan(({ known }, { sweep }) => {
      const { everything, everythingPages, runningPages, vanishing } = known;
      const cheap = everythingPages <= runningPages + vanishing;
      if (sweep === 'everything') expect([everything.rest, cheap]).toEqual([0, true]);
      if (sweep === 'running') expect(everything.rest > 0 || !cheap).toBe(true);
    });
  });

  it('lets nothing wait for a sweep that does not run', () => {
    forAnyPlan(({ sweeping }, { later }) => {
      if (!sweeping) expect(later).toEqual([]);
    });
  });

  it('lets nothing wait for a sweep when lists may not be read now', () => {
    forAnyPlan(({ known }, { later }) => {
      if (!mayListNow(known)) expect(later).toEqual([]);
    });
  });

  it('makes no more calls than the cheaper of a sweep and a describe each', () => {
    forAnyPlan(({ due, soon, known, sweeping, listsAreLate }, { describe: described, sweep }) => {
      // Beside a sweep it is not the calls that count, but that last looks come in time; and where
      // lists are late, that ends are known soon.
      if (!mayListNow(known) || sweeping || listsAreLate) return;
      const sweepPages = sweep === 'everything' ? known.everythingPages : known.runningPages;
      const calls = described.length + (sweep ? sweepPages : 0);
      expect(calls).toBeLessThanOrEqual(due.length + soon);
      if (!sweep && described.length > 0) {
        expect(calls).toBeLessThanOrEqual(Math.max(known.everythingPages, known.runningPages));
      }
    });
  });
});
