import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  considerSuccesses,
  learnAllRequests,
  learnNotSwept,
  learnInProgress,
  learnSuccesses,
  learnSweepFailed,
  mayListNow,
  NOTHING_KNOWN,
  worthAnotherPage,
  type ListKnowledge,
} from '../../../src/engine/polling/list-knowledge.js';
import { checkProperty } from '../../properties/check-property.js';

const LONGEST_SKIP = 32;

/** What a sweep read that saw all it looked for. */
const swept = (pages: number, searched = 10, found = searched) => ({ pages, searched, found });

/** How many rounds go without a sweep until lists are read again. */
function roundsLetPass(knowledge: ListKnowledge): number {
  let known = knowledge;
  for (let round = 0; round < 1_000; round += 1) {
    if (mayListNow(known)) return round;
    known = learnNotSwept(known);
  }
  return Infinity;
}

/** How many occasions are let pass until the list of successes is read again. */
function occasionsLetPass(knowledge: ListKnowledge): number {
  let known = knowledge;
  for (let occasion = 0; occasion < 1_000; occasion += 1) {
    const considered = considerSuccesses(known, 10);
    if (considered.worthwhile) return occasion;
    known = considered.known;
  }
  return Infinity;
}

/** What is known after so many sweeps of the successes that found nothing. */
function afterFruitless(sweeps: number): ListKnowledge {
  let known = NOTHING_KNOWN;
  for (let sweep = 0; sweep < sweeps; sweep += 1) known = learnSuccesses(known, 1, 0);
  return known;
}

describe('the running requests', () => {
  it('are expected to fill as many pages as the last time, and at least one', () => {
    expect(learnInProgress(NOTHING_KNOWN, swept(7)).inProgressPages).toBe(7);
    expect(learnInProgress(NOTHING_KNOWN, swept(0)).inProgressPages).toBe(1);
  });

  it('are expected to be fewer with each round that did not look, down to one page', () => {
    let known = learnInProgress(NOTHING_KNOWN, swept(100));
    for (let round = 0; round < 50; round += 1) {
      const next = learnNotSwept(known);
      expect(next.inProgressPages).toBeLessThanOrEqual(known.inProgressPages);
      known = next;
    }
    expect(known.inProgressPages).toBe(1);
  });
});

describe('a sweep of the running requests', () => {
  it('tells how many the next one is likely to miss', () => {
    expect(learnInProgress(NOTHING_KNOWN, swept(1, 10, 7)).expectedUnlisted).toBe(3);
    expect(learnInProgress(NOTHING_KNOWN, swept(1, 10, 10)).expectedUnlisted).toBe(0);
  });

  it('lets the list of all requests rest for one occasion less', () => {
    const fruitless = learnAllRequests(NOTHING_KNOWN, swept(1, 10, 0), 0);
    expect(fruitless.allRequests.skips).toBe(2);
    expect(learnInProgress(fruitless, swept(1)).allRequests.skips).toBe(1);
  });
});

describe('a sweep of all requests', () => {
  it('was of use when it saw at least half of those it looked for', () => {
    const rest = (found: number, searched: number) =>
      learnAllRequests(NOTHING_KNOWN, swept(1, searched, found), 0).allRequests.skips;
    expect([rest(10, 10), rest(5, 10), rest(0, 0)]).toEqual([0, 0, 0]);
    expect([rest(4, 10), rest(0, 1)]).toEqual([2, 2]);
  });

  it('tells what each of the two sweeps would cost the next time', () => {
    const known = learnAllRequests(NOTHING_KNOWN, swept(5, 400, 390), 40);
    expect(known).toMatchObject({ allRequestsPages: 5, inProgressPages: 4, expectedUnlisted: 40 });
  });

  it('never expects less than one page', () => {
    const known = learnAllRequests(NOTHING_KNOWN, swept(0, 3, 3), 3);
    expect(known).toMatchObject({ allRequestsPages: 1, inProgressPages: 1 });
  });
});

describe('a sweep that failed', () => {
  it('lets twice as many rounds pass each time until lists are read again', () => {
    let known = NOTHING_KNOWN;
    const passed: number[] = [];
    for (let failure = 0; failure < 7; failure += 1) {
      known = learnSweepFailed(known, false);
      passed.push(roundsLetPass(known));
    }
    expect(passed).toEqual([2, 4, 8, 16, 32, 32, 32]);
  });

  it.each([
    ['of the running requests', learnInProgress(learnSweepFailed(NOTHING_KNOWN, false), swept(1))],
    ['of all', learnAllRequests(learnSweepFailed(NOTHING_KNOWN, false), swept(1), 0)],
  ])('is forgotten once one %s went well', (_, known) => {
    expect(mayListNow(known)).toBe(true);
    expect(roundsLetPass(learnSweepFailed(known, false))).toBe(2);
  });

  it('turns lists off for ever when it was denied, whatever is learned after', () => {
    const denied = learnSweepFailed(NOTHING_KNOWN, true);
    expect(roundsLetPass(denied)).toBe(Infinity);
    expect(roundsLetPass(learnSweepFailed(denied, false))).toBe(Infinity);
  });
});

describe('the successes', () => {
  it('are read the first time when three or more have vanished', () => {
    expect(considerSuccesses(NOTHING_KNOWN, 2).worthwhile).toBe(false);
    expect(considerSuccesses(NOTHING_KNOWN, 3).worthwhile).toBe(true);
  });

  it('are let alone for ever longer when they are of no use', () => {
    const passes = [0, 1, 2, 3, 4].map((sweeps) => occasionsLetPass(afterFruitless(sweeps)));
    expect(passes).toEqual([0, 2, 4, 8, 16]);
  });

  it('are attempted again after 32 occasions at the latest, however often they were of no use', () => {
    for (const sweeps of [5, 6, 100, 2_000]) {
      expect(occasionsLetPass(afterFruitless(sweeps))).toBe(LONGEST_SKIP);
    }
  });

  it('are read every time again once they were of use', () => {
    const known = learnSuccesses(afterFruitless(10), 1, 5);
    expect(occasionsLetPass(known)).toBe(0);
    expect(occasionsLetPass(learnSuccesses(known, 1, 0))).toBe(2);
  });

  it('do not count occasions on which few have vanished', () => {
    const known = afterFruitless(1);
    expect(considerSuccesses(known, 2).known).toBe(known);
  });

  it('are never read where listing is denied', () => {
    expect(occasionsLetPass(learnSweepFailed(NOTHING_KNOWN, true))).toBe(Infinity);
  });
});

describe('another page of successes', () => {
  it.each([
    ['the pages before settled many', 1, 20, 30, true],
    ['the pages before settled few', 4, 5, 30, false],
    ['none of them settled any', 1, 0, 30, false],
    ['a describe does for the one that remains', 1, 20, 1, false],
    ['nothing remains', 1, 20, 0, false],
  ])('when %s', (_, pages, hits, remaining, worth) => {
    expect(worthAnotherPage(pages, hits, remaining)).toBe(worth);
  });
});

const result = fc
  .record({
    pages: fc.nat(200),
    searched: fc.nat(5_000),
    share: fc.double({ max: 1, noNaN: true, min: 0 }),
  })
  .map(({ pages, searched, share }) => swept(pages, searched, Math.round(searched * share)));

const lesson = fc.oneof(
  result.map((each) => (known: ListKnowledge) => learnInProgress(known, each)),
  fc.tuple(result, fc.double({ min: 0, max: 1, noNaN: true })).map(
    ([each, share]) =>
      (known: ListKnowledge) =>
        learnAllRequests(known, each, Math.round(each.found * share)),
  ),
  fc.constant(learnNotSwept),
  fc.constant((known: ListKnowledge) => learnSweepFailed(known, false)),
  fc.tuple(fc.nat(50), fc.nat(500)).map(
    ([pages, hits]) =>
      (known: ListKnowledge) =>
        learnSuccesses(known, pages, hits),
  ),
  fc.nat(10).map((vanished) => (known: ListKnowledge) => considerSuccesses(known, vanished).known),
);

it('stays within its bounds, and tries every list again some day, whatever it learns', () => {
  checkProperty(
    fc.property(fc.array(lesson, { maxLength: 60 }), (lessons) => {
      let known = NOTHING_KNOWN;
      for (const learn of lessons) {
        known = learn(known);
        for (const pages of [known.inProgressPages, known.allRequestsPages]) {
          expect(pages).toBeGreaterThanOrEqual(1);
          expect(pages).toBeLessThanOrEqual(200);
        }
        expect(known.expectedUnlisted).toBeGreaterThanOrEqual(0);
        expect(known.allowed).toBe(true);
        expect(known.allRequests.skips).toBeLessThanOrEqual(LONGEST_SKIP);
        expect(roundsLetPass(known)).toBeLessThanOrEqual(LONGEST_SKIP);
        expect(occasionsLetPass(known)).toBeLessThanOrEqual(LONGEST_SKIP);
      }
    }),
  );
});
