import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  areLate,
  checksAfterSweep,
  isRecheckDue,
  learnDescribed,
  learnEndLate,
  learnStartLate,
  learnSwept,
  TRUSTED,
  type ListTrust,
} from '../../../src/engine/polling/list-check.js';
import { checkProperty } from '../../properties/check-property.js';

/** The trust after describes of requests in progress, or of ended ones. */
function afterDescribes(trust: ListTrust, describes: number, haveEnded = false): ListTrust {
  let learned = trust;
  for (let count = 0; count < describes; count += 1) learned = learnDescribed(learned, haveEnded);
  return learned;
}

/** The number of checks in `sweeps` sweeps that find nothing late. */
function checksOf(trust: ListTrust, sweeps: number, room = 10): number {
  let learned = trust;
  let checks = 0;
  for (let count = 0; count < sweeps; count += 1) {
    const more = checksAfterSweep(learned, room);
    checks += more;
    learned = learnSwept(afterDescribes(learned, more));
  }
  return checks;
}

describe('consistent lists', () => {
  it('are not late', () => {
    expect(areLate(TRUSTED)).toBe(false);
    expect(learnDescribed(TRUSTED, true)).toBe(TRUSTED);
  });

  it('are checked by one describe in 26 sweeps', () => {
    expect(checksOf(TRUSTED, 25)).toBe(0);
    expect(checksOf(TRUSTED, 26)).toBe(1);
    expect(checksOf(TRUSTED, 260)).toBe(10);
  });

  it('are not checked if no more describes may be in flight', () => {
    expect(checksOf(TRUSTED, 260, 0)).toBe(0);
  });
});

describe.each([
  ['a late start', learnStartLate(TRUSTED), 300, 2],
  ['a late end', learnEndLate(TRUSTED), 600, 4],
])('after %s', (_, trust, describes, ends) => {
  it('lists are late until enough describes find nothing late', () => {
    expect(areLate(afterDescribes(trust, describes - 1))).toBe(true);
    expect(areLate(afterDescribes(trust, describes))).toBe(false);
  });

  it('or until a few describes report an end that no list contradicts', () => {
    expect(areLate(afterDescribes(trust, ends - 1, true))).toBe(true);
    expect(areLate(afterDescribes(trust, ends, true))).toBe(false);
  });

  it('each sweep is followed by as many describes as possible', () => {
    expect([7, 1, 0, -3].map((room) => checksAfterSweep(trust, room))).toEqual([7, 1, 0, 0]);
  });

  it('checks become rare again if they find nothing late', () => {
    expect(checksOf(trust, 10_000)).toBeLessThan(describes + 10_000 / 25);
  });
});

it('a late start does not reduce the checks after a late end', () => {
  expect(learnStartLate(learnEndLate(TRUSTED)).checksLeft).toBe(600);
});

describe('late starts without late ends', () => {
  /** How many late starts are ignored until lists are suspected again. */
  function startsIgnored(trust: ListTrust): number {
    let learned = learnStartLate(trust);
    for (let starts = 0; starts < 1_000; starts += 1) {
      if (areLate(learned)) return starts;
      learned = learnStartLate(learned);
    }
    return Infinity;
  }

  it('are ignored more and more often', () => {
    let trust = TRUSTED;
    const ignored: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      ignored.push(startsIgnored(trust));
      trust = afterDescribes(learnStartLate(learnStartLate({ ...trust, checksLeft: 1 })), 300);
    }
    expect(ignored).toEqual([0, 2, 4, 8, 16, 32, 32]);
  });

  it('cause suspicion again after a late end', () => {
    const unhelpful = afterDescribes(learnStartLate(TRUSTED), 300);
    expect(startsIgnored(unhelpful)).toBe(2);
    expect(learnEndLate(unhelpful).lateStarts).toEqual(TRUSTED.lateStarts);
  });
});

it('lists are compared again after half of the checks that follow a late end', () => {
  const afterLateEnd = learnEndLate(TRUSTED);
  expect(isRecheckDue(afterDescribes(afterLateEnd, 299))).toBe(false);
  expect(isRecheckDue(afterDescribes(afterLateEnd, 300))).toBe(true);
});

it('the number of checks is never negative or above the limit', () => {
  const step = fc.constantFrom(
    learnSwept,
    learnStartLate,
    learnEndLate,
    (trust: ListTrust) => learnDescribed(trust, false),
    (trust: ListTrust) => learnDescribed(trust, true),
  );
  checkProperty(
    fc.property(fc.array(step, { maxLength: 300 }), fc.integer(), (steps, room) => {
      let trust = TRUSTED;
      for (const learn of steps) {
        trust = learn(trust);
        const checks = checksAfterSweep(trust, room);
        expect(checks).toBeGreaterThanOrEqual(0);
        expect(checks).toBeLessThanOrEqual(Math.max(0, room));
        expect(trust.checksLeft).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});
