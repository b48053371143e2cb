import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  mayListNow,
  NOTHING_KNOWN,
  type ListKnowledge,
} from '../../../src/engine/polling/list-knowledge.js';
import { cheapestSweep, planPolls, type PollView } from '../../../src/engine/polling/plan-polls.js';
import { checkProperty } from '../../properties/check-property.js';

const RESTING = { failures: 1, skips: 2 };

const knowing = (known: Partial<ListKnowledge>): ListKnowledge => ({ ...NOTHING_KNOWN, ...known });

/** Where the list of all requests is of no use. */
const runningOnly = (known: Partial<ListKnowledge> = {}) =>
  knowing({ allRequests: RESTING, ...known });

/** A view of items that are due, of which those in `last` have their last look. */
function view({ last = [], ...more }: Partial<PollView<string>> & { last?: string[] }) {
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
  const nothing = { describe: [], sweep: undefined, wait: [] };
  expect(planPolls(view({ due: [] }))).toEqual(nothing);
  expect(planPolls(view({ due: [], soon: 100 }))).toEqual(nothing);
});

describe('with no sweep running', () => {
  it('describes one request that is due alone', () => {
    const plan = planPolls(view({ due: ['a'] }));
    expect(plan).toEqual({ describe: ['a'], sweep: undefined, wait: [] });
  });

  it.each([
    ['two are due', { due: ['a', 'b'] }],
    ['another will be due soon', { due: ['a'], soon: 1 }],
    [
      'pages are cheaper than describes',
      { due: ['a', 'b', 'c'], known: runningOnly({ inProgressPages: 2.5 }) },
    ],
  ])('sweeps when %s', (_, more) => {
    expect(planPolls(view(more))).toEqual({ describe: [], sweep: 'in-progress', wait: [] });
  });

  it('describes each when a sweep would cost as many calls or more', () => {
    const known = knowing({ inProgressPages: 3, allRequestsPages: 3 });
    const plan = planPolls(view({ due: ['a', 'b'], soon: 1, known }));
    expect(plan).toEqual({ describe: ['a', 'b'], sweep: undefined, wait: [] });
  });
});

describe('of the two sweeps', () => {
  const sweepOf = (known: ListKnowledge) => planPolls(view({ due: names(500), known })).sweep;

  it.each([
    ['nothing is known', {}],
    ['it costs as much', { allRequestsPages: 4, inProgressPages: 3, expectedUnlisted: 1 }],
    ['it costs less', { allRequestsPages: 4, inProgressPages: 3, expectedUnlisted: 50 }],
  ])('takes that of everything when %s', (_, known) => {
    expect(sweepOf(knowing(known))).toBe('all-requests');
  });

  it.each([
    ['that costs less', { allRequestsPages: 5, inProgressPages: 3, expectedUnlisted: 1 }],
    [
      'the other is of no use',
      { allRequests: RESTING, inProgressPages: 100, expectedUnlisted: 100 },
    ],
  ])('takes that of the running requests when %s', (_, known) => {
    expect(sweepOf(knowing(known))).toBe('in-progress');
  });

  it('says how many pages the one that it takes has', () => {
    const known = knowing({ allRequestsPages: 2, inProgressPages: 1.5, expectedUnlisted: 1 });
    expect(cheapestSweep(known)).toEqual({ list: 'all-requests', pages: 2 });
    expect(cheapestSweep({ ...known, allRequests: RESTING })).toEqual({
      list: 'in-progress',
      pages: 1.5,
    });
  });
});

it.each([
  ['may not be read', knowing({ allowed: false })],
  ['have failed and rest', knowing({ sweeps: RESTING })],
])('describes each, however many, when lists %s', (_, known) => {
  for (const sweeping of [true, false]) {
    const plan = planPolls(view({ due: names(50), known, sweeping }));
    expect(plan).toEqual({ describe: names(50), sweep: undefined, wait: [] });
  }
});

describe('beside a running sweep', () => {
  it('lets everything wait for its end but last looks', () => {
    const plan = planPolls(view({ due: ['a', 'b', 'c'], last: ['b'], sweeping: true }));
    expect(plan).toEqual({ describe: ['b'], sweep: undefined, wait: ['a', 'c'] });
  });

  it('lets last looks wait too when they would only queue behind each other', () => {
    const due = names(11);
    const plan = planPolls(view({ due, last: due, sweeping: true }));
    expect(plan).toEqual({ describe: [], sweep: undefined, wait: due });
  });

  it('replaces it for the sake of so many last looks, where it may', () => {
    const due = names(11);
    const plan = planPolls(view({ due, last: due, sweeping: true, replaceable: true }));
    expect(plan).toEqual({ describe: [], sweep: 'in-progress', wait: [] });
  });

  it('does not replace it for a few last looks', () => {
    const due = names(10);
    const plan = planPolls(view({ due, last: due, sweeping: true, replaceable: true }));
    expect(plan).toEqual({ describe: due, sweep: undefined, wait: [] });
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
    expect(plan).toEqual({ describe: more.due, sweep: undefined, wait: [] });
  });

  it.each([
    ['due', { due: names(11) }],
    ['due or soon', { due: names(4), soon: 7 }],
    ['due or being described', { due: names(4), describing: 7 }],
  ])('sweeps all the same when more than ten are %s', (_, more) => {
    expect(planPolls(view({ ...late, ...more })).sweep).toBe('all-requests');
  });

  it('lets those that are due beside a sweep wait for its end', () => {
    const plan = planPolls(view({ ...late, due: names(2), sweeping: true }));
    expect(plan).toEqual({ describe: [], sweep: undefined, wait: names(2) });
  });
});

const ascending = (one: number, other: number) => one - other;

const trial = fc.record({ failures: fc.nat(9), skips: fc.constantFrom(0, 0, 1, 5) });
const pages = fc.double({ min: 1, max: 50, noNaN: true });

const anyView = fc.record({
  items: fc.uniqueArray(fc.nat(99), { maxLength: 40 }),
  last: fc.uniqueArray(fc.nat(99)),
  soon: fc.nat(50),
  known: fc.record({
    allowed: fc.boolean(),
    sweeps: trial,
    allRequests: trial,
    allRequestsPages: pages,
    inProgressPages: pages,
    expectedUnlisted: fc.nat(50),
    successes: trial,
  }),
  sweeping: fc.boolean(),
  replaceable: fc.boolean(),
  describing: fc.nat(20),
  listsAreLate: fc.boolean(),
});

/** Checks a property of the plan for any view. */
function forAnyPlan(
  check: (seen: PollView<number>, plan: ReturnType<typeof planPolls<number>>) => void,
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
    forAnyPlan(({ due }, { describe: described, sweep, wait }) => {
      const covered = [...described, ...wait, ...(sweep ? due : [])];
      expect(covered.toSorted(ascending)).toEqual(due.toSorted(ascending));
    });
  });

  it('never sweeps twice at a time, nor where lists may not be read or rest', () => {
    forAnyPlan(({ sweeping, replaceable, known }, { sweep }) => {
      if ((sweeping && !replaceable) || !known.allowed || known.sweeps.skips > 0)
        expect(sweep).toBeUndefined();
    });
  });

  it('reads the list of everything only when it is of use and costs no more', () => {
    forAnyPlan(({ known }, { sweep }) => {
      const { allRequests, allRequestsPages, inProgressPages, expectedUnlisted } = known;
      const cheap = allRequestsPages <= inProgressPages + expectedUnlisted;
      if (sweep === 'all-requests') expect([allRequests.skips, cheap]).toEqual([0, true]);
      if (sweep === 'in-progress') expect(allRequests.skips > 0 || !cheap).toBe(true);
    });
  });

  it('lets nothing wait for a sweep that does not run', () => {
    forAnyPlan(({ sweeping }, { wait }) => {
      if (!sweeping) expect(wait).toEqual([]);
    });
  });

  it('lets nothing wait for a sweep when lists may not be read now', () => {
    forAnyPlan(({ known }, { wait }) => {
      if (!mayListNow(known)) expect(wait).toEqual([]);
    });
  });

  it('makes no more calls than the cheaper of a sweep and a describe each', () => {
    forAnyPlan(({ due, soon, known, sweeping, listsAreLate }, { describe: described, sweep }) => {
      // Beside a sweep it is not the calls that count, but that last looks come in time; and where
      // lists are late, that ends are known soon.
      if (!mayListNow(known) || sweeping || listsAreLate) return;
      const sweepPages = sweep === 'all-requests' ? known.allRequestsPages : known.inProgressPages;
      const calls = described.length + (sweep ? sweepPages : 0);
      expect(calls).toBeLessThanOrEqual(due.length + soon);
      if (!sweep && described.length > 0) {
        expect(calls).toBeLessThanOrEqual(Math.max(known.allRequestsPages, known.inProgressPages));
      }
    });
  });
});
