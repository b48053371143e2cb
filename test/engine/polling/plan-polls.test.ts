import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  mayListNow,
  NOTHING_KNOWN,
  type ListKnowledge,
} from '../../../src/engine/polling/list-knowledge.js';
import { cheapestSweep, planPolls, type PollView } from '../../../src/engine/polling/plan-polls.js';
import { checkProperty } from '../../properties/check-property.js';

const SKIPPED = { failures: 1, skips: 2 };

const knowing = (known: Partial<ListKnowledge>): ListKnowledge => ({ ...NOTHING_KNOWN, ...known });

/** The list of all requests does not help. */
const inProgressOnly = (known: Partial<ListKnowledge> = {}) =>
  knowing({ allRequests: SKIPPED, ...known });

/** A view in which the items in `last` have their last poll. */
function view({ last = [], ...more }: Partial<PollView<string>> & { last?: string[] }) {
  return {
    due: [],
    soon: 0,
    known: inProgressOnly(),
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
  it('describes a request that is due alone', () => {
    const plan = planPolls(view({ due: ['a'] }));
    expect(plan).toEqual({ describe: ['a'], sweep: undefined, wait: [] });
  });

  it.each([
    ['two are due', { due: ['a', 'b'] }],
    ['another will be due soon', { due: ['a'], soon: 1 }],
    [
      'pages are cheaper than describes',
      { due: ['a', 'b', 'c'], known: inProgressOnly({ inProgressPages: 2.5 }) },
    ],
  ])('sweeps when %s', (_, more) => {
    expect(planPolls(view(more))).toEqual({ describe: [], sweep: 'in-progress', wait: [] });
  });

  it('describes each request if a sweep costs as many calls or more', () => {
    const known = knowing({ inProgressPages: 3, allRequestsPages: 3 });
    const plan = planPolls(view({ due: ['a', 'b'], soon: 1, known }));
    expect(plan).toEqual({ describe: ['a', 'b'], sweep: undefined, wait: [] });
  });
});

describe('the choice of list', () => {
  const sweepOf = (known: ListKnowledge) => planPolls(view({ due: names(500), known })).sweep;

  it.each([
    ['nothing is known', {}],
    ['that costs as much', { allRequestsPages: 4, inProgressPages: 3, expectedUnlisted: 1 }],
    ['that costs less', { allRequestsPages: 4, inProgressPages: 3, expectedUnlisted: 50 }],
  ])('sweeps all requests if %s', (_, known) => {
    expect(sweepOf(knowing(known))).toBe('all-requests');
  });

  it.each([
    ['that costs less', { allRequestsPages: 5, inProgressPages: 3, expectedUnlisted: 1 }],
    [
      'the other does not help',
      { allRequests: SKIPPED, inProgressPages: 100, expectedUnlisted: 100 },
    ],
  ])('sweeps the requests in progress if %s', (_, known) => {
    expect(sweepOf(knowing(known))).toBe('in-progress');
  });

  it('returns the pages of the cheaper one', () => {
    const known = knowing({ allRequestsPages: 2, inProgressPages: 1.5, expectedUnlisted: 1 });
    expect(cheapestSweep(known)).toEqual({ list: 'all-requests', pages: 2 });
    expect(cheapestSweep({ ...known, allRequests: SKIPPED })).toEqual({
      list: 'in-progress',
      pages: 1.5,
    });
  });
});

it.each([
  ['are denied', knowing({ allowed: false })],
  ['have failed and are skipped', knowing({ sweeps: SKIPPED })],
])('describes each request when lists %s', (_, known) => {
  for (const sweeping of [true, false]) {
    const plan = planPolls(view({ due: names(50), known, sweeping }));
    expect(plan).toEqual({ describe: names(50), sweep: undefined, wait: [] });
  }
});

describe('beside a running sweep', () => {
  it('lets all items wait except last polls', () => {
    const plan = planPolls(view({ due: ['a', 'b', 'c'], last: ['b'], sweeping: true }));
    expect(plan).toEqual({ describe: ['b'], sweep: undefined, wait: ['a', 'c'] });
  });

  it('lets last polls wait too if they exceed the concurrency of describes', () => {
    const due = names(11);
    const plan = planPolls(view({ due, last: due, sweeping: true }));
    expect(plan).toEqual({ describe: [], sweep: undefined, wait: due });
  });

  it('replaces it for that many last polls if it is replaceable', () => {
    const due = names(11);
    const plan = planPolls(view({ due, last: due, sweeping: true, replaceable: true }));
    expect(plan).toEqual({ describe: [], sweep: 'in-progress', wait: [] });
  });

  it('does not replace it for a few last polls', () => {
    const due = names(10);
    const plan = planPolls(view({ due, last: due, sweeping: true, replaceable: true }));
    expect(plan).toEqual({ describe: due, sweep: undefined, wait: [] });
  });
});

describe('when lists are late', () => {
  const late = { listsAreLate: true, known: NOTHING_KNOWN };

  it.each([
    ['are due', { due: names(10) }],
    ['are due or will be soon', { due: names(3), soon: 7 }],
    ['are due or being described', { due: names(3), describing: 7 }],
  ])('describes instead of sweeping when at most ten %s', (_, more) => {
    const plan = planPolls(view({ ...late, ...more }));
    expect(plan).toEqual({ describe: more.due, sweep: undefined, wait: [] });
  });

  it.each([
    ['due', { due: names(11) }],
    ['due or soon', { due: names(4), soon: 7 }],
    ['due or being described', { due: names(4), describing: 7 }],
  ])('sweeps when more than ten are %s', (_, more) => {
    expect(planPolls(view({ ...late, ...more })).sweep).toBe('all-requests');
  });

  it('lets items that are due during a sweep wait for its end', () => {
    const plan = planPolls(view({ ...late, due: names(2), sweeping: true }));
    expect(plan).toEqual({ describe: [], sweep: undefined, wait: names(2) });
  });
});

const ascending = (one: number, other: number) => one - other;

const backoff = fc.record({ failures: fc.nat(9), skips: fc.constantFrom(0, 0, 1, 5) });
const pages = fc.double({ min: 1, max: 50, noNaN: true });

const anyView = fc.record({
  items: fc.uniqueArray(fc.nat(99), { maxLength: 40 }),
  last: fc.uniqueArray(fc.nat(99)),
  soon: fc.nat(50),
  known: fc.record({
    allowed: fc.boolean(),
    sweeps: backoff,
    allRequests: backoff,
    allRequestsPages: pages,
    inProgressPages: pages,
    expectedUnlisted: fc.nat(50),
    successes: backoff,
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
  it('covers each due item exactly once, and no others', () => {
    forAnyPlan(({ due }, { describe: described, sweep, wait }) => {
      const covered = [...described, ...wait, ...(sweep ? due : [])];
      expect(covered.toSorted(ascending)).toEqual(due.toSorted(ascending));
    });
  });

  it('never starts a second sweep, or one that is denied or skipped', () => {
    forAnyPlan(({ sweeping, replaceable, known }, { sweep }) => {
      if ((sweeping && !replaceable) || !known.allowed || known.sweeps.skips > 0)
        expect(sweep).toBeUndefined();
    });
  });

  it('sweeps all requests only if that helps and costs no more', () => {
    forAnyPlan(({ known }, { sweep }) => {
      const { allRequests, allRequestsPages, inProgressPages, expectedUnlisted } = known;
      const cheap = allRequestsPages <= inProgressPages + expectedUnlisted;
      if (sweep === 'all-requests') expect([allRequests.skips, cheap]).toEqual([0, true]);
      if (sweep === 'in-progress') expect(allRequests.skips > 0 || !cheap).toBe(true);
    });
  });

  it('lets no item wait if no sweep is running', () => {
    forAnyPlan(({ sweeping }, { wait }) => {
      if (!sweeping) expect(wait).toEqual([]);
    });
  });

  it('lets no item wait while lists must not be read', () => {
    forAnyPlan(({ known }, { wait }) => {
      if (!mayListNow(known)) expect(wait).toEqual([]);
    });
  });

  it('makes no more calls than a sweep or a describe for each, whichever is cheaper', () => {
    forAnyPlan(({ due, soon, known, sweeping, listsAreLate }, { describe: described, sweep }) => {
      // During a sweep, last polls must be in time; if lists are late, ends must be detected soon.
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
