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

/** The counts of a sweep, by default one that found all requests. */
const swept = (pages: number, searched = 10, found = searched) => ({ pages, searched, found });

/** How many polls go without a sweep until lists are read again. */
function pollsWithoutSweep(knowledge: ListKnowledge): number {
  let known = knowledge;
  for (let polls = 0; polls < 1_000; polls += 1) {
    if (mayListNow(known)) return polls;
    known = learnNotSwept(known);
  }
  return Infinity;
}

/** How many times the list of successes is skipped until it is read again. */
function successesSkipped(knowledge: ListKnowledge): number {
  let known = knowledge;
  for (let skips = 0; skips < 1_000; skips += 1) {
    const considered = considerSuccesses(known, 10);
    if (considered.worthwhile) return skips;
    known = considered.known;
  }
  return Infinity;
}

/** The knowledge after sweeps of the successes that found nothing. */
function afterUnhelpful(sweeps: number): ListKnowledge {
  let known = NOTHING_KNOWN;
  for (let sweep = 0; sweep < sweeps; sweep += 1) known = learnSuccesses(known, 1, 0);
  return known;
}

describe('the requests in progress', () => {
  it('are expected to fill as many pages as before, and at least one', () => {
    expect(learnInProgress(NOTHING_KNOWN, swept(7)).inProgressPages).toBe(7);
    expect(learnInProgress(NOTHING_KNOWN, swept(0)).inProgressPages).toBe(1);
  });

  it('are expected to fill fewer pages after each poll without a sweep, down to one', () => {
    let known = learnInProgress(NOTHING_KNOWN, swept(100));
    for (let poll = 0; poll < 50; poll += 1) {
      const next = learnNotSwept(known);
      expect(next.inProgressPages).toBeLessThanOrEqual(known.inProgressPages);
      known = next;
    }
    expect(known.inProgressPages).toBe(1);
  });
});

describe('a sweep of the requests in progress', () => {
  it('predicts how many requests the next one does not find', () => {
    expect(learnInProgress(NOTHING_KNOWN, swept(1, 10, 7)).expectedUnlisted).toBe(3);
    expect(learnInProgress(NOTHING_KNOWN, swept(1, 10, 10)).expectedUnlisted).toBe(0);
  });

  it('counts as a skip of the list of all requests', () => {
    const unhelpful = learnAllRequests(NOTHING_KNOWN, swept(1, 10, 0), 0);
    expect(unhelpful.allRequests.skips).toBe(2);
    expect(learnInProgress(unhelpful, swept(1)).allRequests.skips).toBe(1);
  });
});

describe('a sweep of all requests', () => {
  it('helped if it found at least half of the requests', () => {
    const skips = (found: number, searched: number) =>
      learnAllRequests(NOTHING_KNOWN, swept(1, searched, found), 0).allRequests.skips;
    expect([skips(10, 10), skips(5, 10), skips(0, 0)]).toEqual([0, 0, 0]);
    expect([skips(4, 10), skips(0, 1)]).toEqual([2, 2]);
  });

  it('predicts the cost of both sweeps', () => {
    const known = learnAllRequests(NOTHING_KNOWN, swept(5, 400, 390), 40);
    expect(known).toMatchObject({ allRequestsPages: 5, inProgressPages: 4, expectedUnlisted: 40 });
  });

  it('predicts at least one page', () => {
    const known = learnAllRequests(NOTHING_KNOWN, swept(0, 3, 3), 3);
    expect(known).toMatchObject({ allRequestsPages: 1, inProgressPages: 1 });
  });
});

describe('a sweep that failed', () => {
  it('doubles the polls without a sweep each time', () => {
    let known = NOTHING_KNOWN;
    const skips: number[] = [];
    for (let failure = 0; failure < 7; failure += 1) {
      known = learnSweepFailed(known, false);
      skips.push(pollsWithoutSweep(known));
    }
    expect(skips).toEqual([2, 4, 8, 16, 32, 32, 32]);
  });

  it.each([
    [
      'of the requests in progress',
      learnInProgress(learnSweepFailed(NOTHING_KNOWN, false), swept(1)),
    ],
    ['of all requests', learnAllRequests(learnSweepFailed(NOTHING_KNOWN, false), swept(1), 0)],
  ])('is reset by a successful one %s', (_, known) => {
    expect(mayListNow(known)).toBe(true);
    expect(pollsWithoutSweep(learnSweepFailed(known, false))).toBe(2);
  });

  it('disables lists permanently if it was denied', () => {
    const denied = learnSweepFailed(NOTHING_KNOWN, true);
    expect(pollsWithoutSweep(denied)).toBe(Infinity);
    expect(pollsWithoutSweep(learnSweepFailed(denied, false))).toBe(Infinity);
  });
});

describe('the successes', () => {
  it('are read if three or more requests are unlisted', () => {
    expect(considerSuccesses(NOTHING_KNOWN, 2).worthwhile).toBe(false);
    expect(considerSuccesses(NOTHING_KNOWN, 3).worthwhile).toBe(true);
  });

  it('are skipped more often while they do not help', () => {
    const skips = [0, 1, 2, 3, 4].map((sweeps) => successesSkipped(afterUnhelpful(sweeps)));
    expect(skips).toEqual([0, 2, 4, 8, 16]);
  });

  it('are skipped at most 32 times', () => {
    for (const sweeps of [5, 6, 100, 2_000]) {
      expect(successesSkipped(afterUnhelpful(sweeps))).toBe(LONGEST_SKIP);
    }
  });

  it('are read every time again after they helped', () => {
    const known = learnSuccesses(afterUnhelpful(10), 1, 5);
    expect(successesSkipped(known)).toBe(0);
    expect(successesSkipped(learnSuccesses(known, 1, 0))).toBe(2);
  });

  it('do not count as skipped if few requests are unlisted', () => {
    const known = afterUnhelpful(1);
    expect(considerSuccesses(known, 2).known).toBe(known);
  });

  it('are never read if listing is denied', () => {
    expect(successesSkipped(learnSweepFailed(NOTHING_KNOWN, true))).toBe(Infinity);
  });
});

describe('another page of successes', () => {
  it.each([
    ['the pages before settled many', 1, 20, 30, true],
    ['the pages before settled few', 4, 5, 30, false],
    ['none of them settled any', 1, 0, 30, false],
    ['one request remains, which needs one describe', 1, 20, 1, false],
    ['nothing remains', 1, 20, 0, false],
  ])('is worthwhile or not when %s', (_, pages, hits, remaining, worth) => {
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

const step = fc.oneof(
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
  fc.nat(10).map((unlisted) => (known: ListKnowledge) => considerSuccesses(known, unlisted).known),
);

it('stays within its bounds, and reads every list again eventually', () => {
  checkProperty(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let known = NOTHING_KNOWN;
      for (const learn of steps) {
        known = learn(known);
        for (const pages of [known.inProgressPages, known.allRequestsPages]) {
          expect(pages).toBeGreaterThanOrEqual(1);
          expect(pages).toBeLessThanOrEqual(200);
        }
        expect(known.expectedUnlisted).toBeGreaterThanOrEqual(0);
        expect(known.allowed).toBe(true);
        expect(known.allRequests.skips).toBeLessThanOrEqual(LONGEST_SKIP);
        expect(pollsWithoutSweep(known)).toBeLessThanOrEqual(LONGEST_SKIP);
        expect(successesSkipped(known)).toBeLessThanOrEqual(LONGEST_SKIP);
      }
    }),
  );
});
