import { describe, expect, it } from 'vitest';
import { Entry } from '../../../src/engine/polling/entry.js';
import type { Observation } from '../../../src/engine/polling/observation.js';
import type { Subscription } from '../../../src/engine/polling/subscription.js';
import type { Reading, RequestRef, RequestStatus } from '../../../src/engine/requests/request.js';

const REF: RequestRef = {
  kind: 'permission-set-provisioning',
  instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
  requestId: '11111111-2222-3333-4444-555555555555',
};

function watch(changes: Partial<Subscription> = {}): Subscription {
  return {
    ref: REF,
    bounds: { minDelayMs: 500, maxDelayMs: 5_000 },
    wantsDetails: false,
    observe: () => undefined,
    ...changes,
  };
}

function entryWith(...watches: readonly Subscription[]): Entry {
  const entry = new Entry(REF, 0);
  for (const each of watches) entry.join(each);
  return entry;
}

const row = (status: RequestStatus): Reading => ({ status, details: {}, complete: false });

const SEEN: Observation = { type: 'reading', reading: row('IN_PROGRESS') };

it('has the tightest bounds that any of its watches asks for', () => {
  const entry = entryWith(
    watch({ bounds: { minDelayMs: 500, maxDelayMs: 60_000 } }),
    watch({ bounds: { minDelayMs: 2_000, maxDelayMs: 5_000 } }),
  );
  expect(entry.bounds).toEqual({ minDelayMs: 500, maxDelayMs: 5_000 });
});

describe('a describe', () => {
  it('is under way until it is answered', () => {
    const entry = entryWith(watch());
    expect(entry.isDescribing).toBe(false);
    const signal = entry.beginDescribe(0);
    expect(entry.isDescribing).toBe(true);
    expect(entry.endDescribe(signal)).toBe(true);
    expect(entry.isDescribing).toBe(false);
    expect(signal.aborted).toBe(false);
  });

  it('is ended by the next one, and its late answer does not count', () => {
    const entry = entryWith(watch());
    const first = entry.beginDescribe(0);
    const second = entry.beginDescribe(0);
    expect([first.aborted, second.aborted]).toEqual([true, false]);
    expect(entry.endDescribe(first)).toBe(false);
    expect(entry.isDescribing).toBe(true);
    expect(entry.endDescribe(second)).toBe(true);
  });

  it('can be cancelled, also when there is none', () => {
    const entry = entryWith(watch());
    entry.cancelDescribe();
    const signal = entry.beginDescribe(0);
    entry.cancelDescribe();
    expect(entry.isDescribing).toBe(false);
    expect(entry.endDescribe(signal)).toBe(false);
  });
});

describe('a reading is enough', () => {
  const plain = () => entryWith(watch());
  const detailed = () => entryWith(watch(), watch({ wantsDetails: true }));

  it.each([
    ['a row of one that runs', plain(), row('IN_PROGRESS'), true],
    ['a row of one that runs, though details are wanted', detailed(), row('IN_PROGRESS'), true],
    ['a row of a success', plain(), row('SUCCEEDED'), true],
    ['a row of a success, where one watch wants details', detailed(), row('SUCCEEDED'), false],
    ['a row of a failure, which has no reason', plain(), row('FAILED'), false],
    ['a describe of a failure', plain(), { ...row('FAILED'), complete: true }, true],
    ['a describe of a success', detailed(), { ...row('SUCCEEDED'), complete: true }, true],
  ])('%s', (_, entry, reading, enough) => {
    expect(entry.isEnough(reading)).toBe(enough);
  });
});

it('tells each watch, also when one leaves and one comes meanwhile', () => {
  const told: string[] = [];
  const late = watch({ observe: () => told.push('late') });
  const first = watch({
    observe: () => {
      told.push('first');
      entry.leave(first);
      entry.join(late);
    },
  });
  const entry = entryWith(first, watch({ observe: () => told.push('second') }));
  entry.tell(SEEN);
  expect(told).toEqual(['first', 'second']);
});
