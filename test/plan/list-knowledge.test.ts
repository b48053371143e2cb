import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  considerSucceeded,
  learnNotSwept,
  learnRefused,
  learnRunning,
  learnSucceeded,
  NOTHING_KNOWN,
  worthAnotherPage,
  type ListKnowledge,
} from '../../src/plan/list-knowledge.js';
import { checkProperty } from '../properties/check-property.js';

const LONGEST_SKIP = 32;

/** How many occasions are let pass until the list of successes is read again. */
function occasionsLetPass(knowledge: ListKnowledge): number {
  let known = knowledge;
  for (let occasion = 0; occasion < 1_000; occasion += 1) {
    const considered = considerSucceeded(known, 10);
    if (considered.worthwhile) return occasion;
    known = considered.known;
  }
  return Infinity;
}

/** What is known after so many sweeps of the successes that found nothing. */
function afterFruitless(sweeps: number): ListKnowledge {
  let known = NOTHING_KNOWN;
  for (let sweep = 0; sweep < sweeps; sweep += 1) known = learnSucceeded(known, 1, 0);
  return known;
}

describe('the running requests', () => {
  it('are expected to fill as many pages as the last time, and at least one', () => {
    expect(learnRunning(NOTHING_KNOWN, 7).runningPages).toBe(7);
    expect(learnRunning(NOTHING_KNOWN, 0).runningPages).toBe(1);
  });

  it('are expected to be fewer with each round that did not look, down to one page', () => {
    let known = learnRunning(NOTHING_KNOWN, 100);
    for (let round = 0; round < 50; round += 1) {
      const next = learnNotSwept(known);
      expect(next.runningPages).toBeLessThanOrEqual(known.runningPages);
      known = next;
    }
    expect(known.runningPages).toBe(1);
  });
});

describe('the successes', () => {
  it('are read the first time when three or more have vanished', () => {
    expect(considerSucceeded(NOTHING_KNOWN, 2).worthwhile).toBe(false);
    expect(considerSucceeded(NOTHING_KNOWN, 3).worthwhile).toBe(true);
  });

  it('are let alone for ever longer when they are of no use', () => {
    const passes = [0, 1, 2, 3, 4].map((sweeps) => occasionsLetPass(afterFruitless(sweeps)));
    expect(passes).toEqual([0, 2, 4, 8, 16]);
  });

  it('are tried again after 32 occasions at the latest, however often they were of no use', () => {
    for (const sweeps of [5, 6, 100, 2_000]) {
      expect(occasionsLetPass(afterFruitless(sweeps))).toBe(LONGEST_SKIP);
    }
  });

  it('are read every time again once they were of use', () => {
    const known = learnSucceeded(afterFruitless(10), 1, 5);
    expect(occasionsLetPass(known)).toBe(0);
    expect(occasionsLetPass(learnSucceeded(known, 1, 0))).toBe(2);
  });

  it('do not count occasions on which few have vanished', () => {
    const known = afterFruitless(1);
    expect(considerSucceeded(known, 2).known).toBe(known);
  });

  it('are never read where listing is refused', () => {
    expect(occasionsLetPass(learnRefused(NOTHING_KNOWN))).toBe(Infinity);
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

const lesson = fc.oneof(
  fc.record({ learn: fc.constant('running' as const), pages: fc.nat(200) }),
  fc.record({ learn: fc.constant('not swept' as const) }),
  fc.record({ learn: fc.constant('succeeded' as const), pages: fc.nat(50), hits: fc.nat(500) }),
  fc.record({ learn: fc.constant('considered' as const), vanished: fc.nat(10) }),
);

it('stays within its bounds, and reads the successes again some day, whatever it learns', () => {
  checkProperty(
    fc.property(fc.array(lesson, { maxLength: 60 }), (lessons) => {
      let known = NOTHING_KNOWN;
      for (const each of lessons) {
        if (each.learn === 'running') known = learnRunning(known, each.pages);
        else if (each.learn === 'not swept') known = learnNotSwept(known);
        else if (each.learn === 'considered') {
          known = considerSucceeded(known, each.vanished).known;
        } else known = learnSucceeded(known, each.pages, each.hits);
        expect(known.runningPages).toBeGreaterThanOrEqual(1);
        expect(known.runningPages).toBeLessThanOrEqual(200);
        expect(occasionsLetPass(known)).toBeLessThanOrEqual(LONGEST_SKIP);
      }
    }),
  );
});
