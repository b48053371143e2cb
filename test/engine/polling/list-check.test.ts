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

/** A check that has seen a late end. */
function withLateEnd(): ListCheck {
  const check = new ListCheck();
  check.described(request('proof'), 'SUCCEEDED');
  check.sweepBegins();
  check.listed(row('proof'));
  return check;
}

describe('an end that a describe reported', () => {
  it('proves that lists are late if a later sweep shows the request in progress', () => {
    expect(withLateEnd().prefersDescribes).toBe(true);
  });

  it.each([
    ['the sweep began before', (check: ListCheck) => check.listed(row('a'))],
    [
      'the list shows the end, too',
      (check: ListCheck) => {
        check.sweepBegins();
        check.listed(row('a', 'SUCCEEDED'));
      },
    ],
    [
      'another request is in progress',
      (check: ListCheck) => {
        check.sweepBegins();
        check.listed(row('b'));
      },
    ],
  ])('proves nothing if %s', (_, sweep) => {
    const check = new ListCheck();
    check.sweepBegins();
    check.described(request('a'), 'SUCCEEDED');
    sweep(check);
    expect(check.prefersDescribes).toBe(false);
  });

  it('proves nothing to a sweep that began before, also after an earlier end', () => {
    const check = new ListCheck();
    check.described(request('before'), 'SUCCEEDED');
    check.sweepBegins();
    check.described(request('a'), 'SUCCEEDED');
    check.listed(row('a'));
    expect(check.prefersDescribes).toBe(false);
  });

  it('is compared with a list again when half of the checks are done', () => {
    const check = withLateEnd();
    check.described(request('a'), 'SUCCEEDED');
    expect(check.prefersDescribes).toBe(true);
    for (let count = 0; count < 150; count += 1) check.described(request('b'), 'IN_PROGRESS');
    expect(check.prefersDescribes).toBe(false);
    check.sweepBegins();
    check.listed(row('a'));
    expect(check.prefersDescribes).toBe(true);
  });
});

describe('requests that a sweep did not find', () => {
  it('are all described if a list has shown them before', () => {
    for (const check of [new ListCheck(), withLateEnd()]) {
      const gone = requests(50, 'in-progress');
      expect(check.afterSweep(gone, () => gone, PAGE)).toEqual({ describe: gone, wait: [] });
      expect(check.afterSweep(gone, () => gone, PAGE)).toEqual({ describe: gone, wait: [] });
    }
  });

  it('and no list has shown are described up to the limit, the rest after the next sweep', () => {
    const check = new ListCheck();
    const unseen = requests(25);
    const first = check.afterSweep(unseen, () => unseen, PAGE);
    expect(first).toEqual({ describe: unseen.slice(0, 10), wait: unseen.slice(10) });
    const second = check.afterSweep(first.wait, () => first.wait, PAGE);
    expect(second).toEqual({ describe: first.wait, wait: [] });
  });

  it('take turns while lists are late, longest undescribed first', () => {
    const unseen = requests(25).toReversed();
    const { describe: described, wait } = withLateEnd().afterSweep(unseen, () => unseen, PAGE);
    expect(described.map(({ describedAtMs }) => describedAtMs)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
    expect(wait).toEqual(unseen.slice(0, 15));
  });

  it('leave the remaining describes to others', () => {
    const all = requests(25, 'in-progress');
    const gone = all.slice(0, 4);
    expect(withLateEnd().afterSweep(gone, () => all, PAGE).describe).toEqual(all.slice(0, 10));
  });

  it('do not wait if their deadline is near', () => {
    const urgent = requests(25);
    for (const each of urgent) each.isLastPoll = true;
    for (const check of [new ListCheck(), withLateEnd()]) {
      expect(check.afterSweep(urgent, () => urgent, PAGE).describe).toEqual(urgent);
    }
  });

  it.each([
    ['the list has one page', true, true],
    ['the list has several pages, between which a row can be skipped', false, false],
  ])('and are in progress cause suspicion only on a single page: %s', (_, onOnePage, suspected) => {
    const check = new ListCheck();
    const unseen = request('a');
    check.afterSweep([unseen], () => [unseen], { onOnePage, room: 10 });
    check.described(unseen, 'IN_PROGRESS');
    expect(check.prefersDescribes).toBe(suspected);
  });

  it('and have ended prove nothing, because the list showed the end first', () => {
    const check = new ListCheck();
    const gone = request('a', 'in-progress');
    check.afterSweep([gone], () => [gone], PAGE);
    check.described(gone, 'SUCCEEDED');
    check.sweepBegins();
    check.listed(row('a'));
    expect(check.prefersDescribes).toBe(false);
  });

  it('cause no suspicion if they were listed before, because then the describe is late', () => {
    const check = new ListCheck();
    const gone = request('a', 'in-progress');
    check.afterSweep([gone], () => [gone], PAGE);
    check.described(gone, 'IN_PROGRESS');
    expect(check.prefersDescribes).toBe(false);
  });
});
