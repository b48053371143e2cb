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

/** What is known after so many describes of running requests, or of ended ones. */
function afterDescribes(trust: ListTrust, describes: number, haveEnded = false): ListTrust {
  let learned = trust;
  for (let count = 0; count < describes; count += 1) learned = learnDescribed(learned, haveEnded);
  return learned;
}

/** How many checks so many sweeps bring, each of which finds nothing late. */
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

describe('lists that nothing speaks against', () => {
  it('are not late', () => {
    expect(areLate(TRUSTED)).toBe(false);
    expect(learnDescribed(TRUSTED, true)).toBe(TRUSTED);
  });

  it('are checked by one describe in 26 sweeps', () => {
    expect(checksOf(TRUSTED, 25)).toBe(0);
    expect(checksOf(TRUSTED, 26)).toBe(1);
    expect(checksOf(TRUSTED, 260)).toBe(10);
  });

  it('are not checked where there is no room', () => {
    expect(checksOf(TRUSTED, 260, 0)).toBe(0);
  });
});

describe.each([
  ['a late start', learnStartLate(TRUSTED), 300, 2],
  ['a late end', learnEndLate(TRUSTED), 600, 4],
])('after %s', (_, trust, describes, ends) => {
  it('lists are late until so many describes have found nothing late', () => {
    expect(areLate(afterDescribes(trust, describes - 1))).toBe(true);
    expect(areLate(afterDescribes(trust, describes))).toBe(false);
  });

  it('or until so few have told an end that no list contradicted', () => {
    expect(areLate(afterDescribes(trust, ends - 1, true))).toBe(true);
    expect(areLate(afterDescribes(trust, ends, true))).toBe(false);
  });

  it('each sweep is followed by as many describes as there is room for', () => {
    expect([7, 1, 0, -3].map((room) => checksAfterSweep(trust, room))).toEqual([7, 1, 0, 0]);
  });

  it('checks become rare again when they find nothing late', () => {
    expect(checksOf(trust, 10_000)).toBeLessThan(describes + 10_000 / 25);
  });
});

it('a late start does not take back what a late end has proved', () => {
  expect(learnStartLate(learnEndLate(TRUSTED)).checksLeft).toBe(600);
});

describe('late starts where ends are not late', () => {
  /** How many requests start late until that is reason to checksLeft again. */
  function startsLetPass(trust: ListTrust): number {
    let learned = learnStartLate(trust);
    for (let starts = 0; starts < 1_000; starts += 1) {
      if (areLate(learned)) return starts;
      learned = learnStartLate(learned);
    }
    return Infinity;
  }

  it('are reason to checksLeft ever more rarely', () => {
    let trust = TRUSTED;
    const passed: number[] = [];
    for (let occasion = 0; occasion < 7; occasion += 1) {
      passed.push(startsLetPass(trust));
      trust = afterDescribes(learnStartLate(learnStartLate({ ...trust, checksLeft: 1 })), 300);
    }
    expect(passed).toEqual([0, 2, 4, 8, 16, 32, 32]);
  });

  it('are reason again once an end was late', () => {
    const fruitless = afterDescribes(learnStartLate(TRUSTED), 300);
    expect(startsLetPass(fruitless)).toBe(2);
    expect(learnEndLate(fruitless).lateStarts).toEqual(TRUSTED.lateStarts);
  });
});

it('evidence gets old with half of the describes that it takes to trust lists again', () => {
  const proved = learnEndLate(TRUSTED);
  expect(isRecheckDue(afterDescribes(proved, 299))).toBe(false);
  expect(isRecheckDue(afterDescribes(proved, 300))).toBe(true);
});

it('never asks for more describes than there is room, nor for less than none', () => {
  const lesson = fc.constantFrom(
    learnSwept,
    learnStartLate,
    learnEndLate,
    (trust: ListTrust) => learnDescribed(trust, false),
    (trust: ListTrust) => learnDescribed(trust, true),
  );
  checkProperty(
    fc.property(fc.array(lesson, { maxLength: 300 }), fc.integer(), (lessons, room) => {
      let trust = TRUSTED;
      for (const learn of lessons) {
        trust = learn(trust);
        const checks = checksAfterSweep(trust, room);
        expect(checks).toBeGreaterThanOrEqual(0);
        expect(checks).toBeLessThanOrEqual(Math.max(0, room));
        expect(trust.checksLeft).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});
