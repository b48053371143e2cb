import { describe, expect, it } from 'vitest';
import { Entry, type ListVisibility } from '../../../src/engine/polling/entry.js';
import { ListCheck } from '../../../src/engine/polling/list-check.js';
import type { RequestStatus } from '../../../src/engine/requests/request.js';

const PAGE = { onOnePage: true, room: 10 };

function entry(requestId: string, sighting: ListVisibility = 'none', describedAtMs = 0): Entry {
  const made = new Entry(
    {
      kind: 'permission-set-provisioning',
      instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
      requestId,
    },
    describedAtMs,
  );
  made.sighting = sighting;
  return made;
}

const entries = (count: number, sighting: ListVisibility = 'none') =>
  Array.from({ length: count }, (_, index) => entry(`request ${index}`, sighting, index));

const row = (requestId: string, status: RequestStatus = 'IN_PROGRESS') => ({
  requestId,
  reading: { status, details: {}, complete: false },
});

/** A check that has proof that ends are late. */
function proved(): ListCheck {
  const check = new ListCheck();
  check.described(entry('proof'), 'SUCCEEDED');
  check.sweepBegins();
  check.listed(row('proof'));
  return check;
}

describe('an end that a describe has told', () => {
  it('proves that lists are late when a later sweep shows the request running', () => {
    expect(proved().prefersDescribes).toBe(true);
  });

  it.each([
    ['the sweep had begun before', (check: ListCheck) => check.listed(row('a'))],
    [
      'the list shows the end too',
      (check: ListCheck) => {
        check.sweepBegins();
        check.listed(row('a', 'SUCCEEDED'));
      },
    ],
    [
      'another request is running',
      (check: ListCheck) => {
        check.sweepBegins();
        check.listed(row('b'));
      },
    ],
  ])('proves nothing when %s', (_, sweep) => {
    const check = new ListCheck();
    check.sweepBegins();
    check.described(entry('a'), 'SUCCEEDED');
    sweep(check);
    expect(check.prefersDescribes).toBe(false);
  });

  it('proves nothing to a sweep that had begun before, whatever the sweep before it was told', () => {
    const check = new ListCheck();
    check.described(entry('before'), 'SUCCEEDED');
    check.sweepBegins();
    check.described(entry('a'), 'SUCCEEDED');
    check.listed(row('a'));
    expect(check.prefersDescribes).toBe(false);
  });

  it('is held against a list again once the proof is old', () => {
    const check = proved();
    check.described(entry('a'), 'SUCCEEDED');
    expect(check.prefersDescribes).toBe(true);
    for (let count = 0; count < 150; count += 1) check.described(entry('b'), 'IN_PROGRESS');
    expect(check.prefersDescribes).toBe(false);
    check.sweepBegins();
    check.listed(row('a'));
    expect(check.prefersDescribes).toBe(true);
  });
});

describe('requests that a sweep did not see', () => {
  it('are described when a list has shown them before, however many', () => {
    for (const check of [new ListCheck(), proved()]) {
      const gone = entries(50, 'running');
      expect(check.afterSweep(gone, () => gone, PAGE)).toEqual({ describe: gone, wait: [] });
      expect(check.afterSweep(gone, () => gone, PAGE)).toEqual({ describe: gone, wait: [] });
    }
  });

  it('and no list ever has are described as far as there is room, the rest a sweep later', () => {
    const check = new ListCheck();
    const unseen = entries(25);
    const first = check.afterSweep(unseen, () => unseen, PAGE);
    expect(first).toEqual({ describe: unseen.slice(0, 10), wait: unseen.slice(10) });
    const second = check.afterSweep(first.wait, () => first.wait, PAGE);
    expect(second).toEqual({ describe: first.wait, wait: [] });
  });

  it('take turns where lists are late, longest undescribed first', () => {
    const unseen = entries(25).toReversed();
    const { describe: described, wait } = proved().afterSweep(unseen, () => unseen, PAGE);
    expect(described.map(({ describedAtMs }) => describedAtMs)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
    expect(wait).toEqual(unseen.slice(0, 15));
  });

  it('leave what room there is to others', () => {
    const all = entries(25, 'running');
    const gone = all.slice(0, 4);
    expect(proved().afterSweep(gone, () => all, PAGE).describe).toEqual(all.slice(0, 10));
  });

  it('do not wait when their deadline is near', () => {
    const urgent = entries(25);
    for (const each of urgent) each.lastPoll = true;
    for (const check of [new ListCheck(), proved()]) {
      expect(check.afterSweep(urgent, () => urgent, PAGE).describe).toEqual(urgent);
    }
  });

  it.each([
    ['on its only page', true, true],
    ['on any of several, between which a row may slip', false, false],
  ])('raise suspicion when a describe finds them running: %s', (_, onOnePage, suspected) => {
    const check = new ListCheck();
    const unseen = entry('a');
    check.afterSweep([unseen], () => [unseen], { onOnePage, room: 10 });
    check.described(unseen, 'IN_PROGRESS');
    expect(check.prefersDescribes).toBe(suspected);
  });

  it('and that have ended tell nothing of the list, which told first', () => {
    const check = new ListCheck();
    const gone = entry('a', 'running');
    check.afterSweep([gone], () => [gone], PAGE);
    check.described(gone, 'SUCCEEDED');
    check.sweepBegins();
    check.listed(row('a'));
    expect(check.prefersDescribes).toBe(false);
  });

  it('raise none when they were listed before: then it is the describe that is late', () => {
    const check = new ListCheck();
    const gone = entry('a', 'running');
    check.afterSweep([gone], () => [gone], PAGE);
    check.described(gone, 'IN_PROGRESS');
    expect(check.prefersDescribes).toBe(false);
  });
});
