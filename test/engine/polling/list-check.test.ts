import { describe, expect, it } from 'vitest';
import { PolledRequest, type ListVisibility } from '../../../src/engine/polling/polled-request.js';
import { ListCheck } from '../../../src/engine/polling/list-check.js';
import type { RequestStatus } from '../../../src/engine/requests/request.js';

const PAGE = { onOnePage: true, room: 10 };

function request(
  requestId: string,
  visibility: ListVisibility = 'unknown',
  describedAtMs = 0,
): PolledRequest {
  const made = new PolledRequest(
    {
      kind: 'permission-set-provisioning',
      instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
      requestId,
    },
    describedAtMs,
  );
  made.visibility = visibility;
  return made;
}

const requests = (count: number, visibility: ListVisibility = 'unknown') =>
  Array.from({ length: count }, (_, index) => request(`request ${index}`, visibility, index));

const row = (requestId: string, status: RequestStatus = 'IN_PROGRESS') => ({
  requestId,
  reading: { status, details: {}, complete: false },
});

/** A check that has proof that ends are late. */
function proved(): ListCheck {
  const check = new ListCheck();
  check.described(request('proof'), 'SUCCEEDED');
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
    check.described(request('a'), 'SUCCEEDED');
    sweep(check);
    expect(check.prefersDescribes).toBe(false);
  });

  it('proves nothing to a sweep that had begun before, whatever the sweep before it was told', () => {
    const check = new ListCheck();
    check.described(request('before'), 'SUCCEEDED');
    check.sweepBegins();
    check.described(request('a'), 'SUCCEEDED');
    check.listed(row('a'));
    expect(check.prefersDescribes).toBe(false);
  });

  it('is held against a list again once the proof is old', () => {
    const check = proved();
    check.described(request('a'), 'SUCCEEDED');
    expect(check.prefersDescribes).toBe(true);
    for (let count = 0; count < 150; count += 1) check.described(request('b'), 'IN_PROGRESS');
    expect(check.prefersDescribes).toBe(false);
    check.sweepBegins();
    check.listed(row('a'));
    expect(check.prefersDescribes).toBe(true);
  });
});

describe('requests that a sweep did not see', () => {
  it('are described when a list has shown them before, however many', () => {
    for (const check of [new ListCheck(), proved()]) {
      const gone = requests(50, 'in-progress');
      expect(check.afterSweep(gone, () => gone, PAGE)).toEqual({ describe: gone, wait: [] });
      expect(check.afterSweep(gone, () => gone, PAGE)).toEqual({ describe: gone, wait: [] });
    }
  });

  it('and no list ever has are described as far as there is room, the rest a sweep later', () => {
    const check = new ListCheck();
    const unseen = requests(25);
    const first = check.afterSweep(unseen, () => unseen, PAGE);
    expect(first).toEqual({ describe: unseen.slice(0, 10), wait: unseen.slice(10) });
    const second = check.afterSweep(first.wait, () => first.wait, PAGE);
    expect(second).toEqual({ describe: first.wait, wait: [] });
  });

  it('take turns where lists are late, longest undescribed first', () => {
    const unseen = requests(25).toReversed();
    const { describe: described, wait } = proved().afterSweep(unseen, () => unseen, PAGE);
    expect(described.map(({ describedAtMs }) => describedAtMs)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
    expect(wait).toEqual(unseen.slice(0, 15));
  });

  it('leave what room there is to others', () => {
    const all = requests(25, 'in-progress');
    const gone = all.slice(0, 4);
    expect(proved().afterSweep(gone, () => all, PAGE).describe).toEqual(all.slice(0, 10));
  });

  it('do not wait when their deadline is near', () => {
    const urgent = requests(25);
    for (const each of urgent) each.isLastPoll = true;
    for (const check of [new ListCheck(), proved()]) {
      expect(check.afterSweep(urgent, () => urgent, PAGE).describe).toEqual(urgent);
    }
  });

  it.each([
    ['on its only page', true, true],
    ['on any of several, between which a row may slip', false, false],
  ])('raise suspicion when a describe finds them running: %s', (_, onOnePage, suspected) => {
    const check = new ListCheck();
    const unseen = request('a');
    check.afterSweep([unseen], () => [unseen], { onOnePage, room: 10 });
    check.described(unseen, 'IN_PROGRESS');
    expect(check.prefersDescribes).toBe(suspected);
  });

  it('and that have ended tell nothing of the list, which told first', () => {
    const check = new ListCheck();
    const gone = request('a', 'in-progress');
    check.afterSweep([gone], () => [gone], PAGE);
    check.described(gone, 'SUCCEEDED');
    check.sweepBegins();
    check.listed(row('a'));
    expect(check.prefersDescribes).toBe(false);
  });

  it('raise none when they were listed before: then it is the describe that is late', () => {
    const check = new ListCheck();
    const gone = request('a', 'in-progress');
    check.afterSweep([gone], () => [gone], PAGE);
    check.described(gone, 'IN_PROGRESS');
    expect(check.prefersDescribes).toBe(false);
  });
});
