import { describe, expect, it } from 'vitest';
import {
  PolledRequest,
  type Observation,
  type Subscription,
} from '../../../src/engine/polling/polled-request.js';
import type { Reading, RequestRef, RequestStatus } from '../../../src/engine/requests/request.js';

const REF: RequestRef = {
  kind: 'permission-set-provisioning',
  instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
  requestId: '11111111-2222-3333-4444-555555555555',
};

function subscription(changes: Partial<Subscription> = {}): Subscription {
  return {
    ref: REF,
    bounds: { minDelayMs: 500, maxDelayMs: 5_000 },
    needsDetails: false,
    observe: () => false,
    ...changes,
  };
}

function requestWith(...subscriptions: readonly Subscription[]): PolledRequest {
  const request = new PolledRequest(REF, 0);
  for (const each of subscriptions) request.add(each);
  return request;
}

const row = (status: RequestStatus): Reading => ({ status, details: {}, complete: false });

const SEEN: Observation = { type: 'reading', reading: row('IN_PROGRESS') };

it('has the tightest bounds of its subscriptions', () => {
  const request = requestWith(
    subscription({ bounds: { minDelayMs: 500, maxDelayMs: 60_000 } }),
    subscription({ bounds: { minDelayMs: 2_000, maxDelayMs: 5_000 } }),
  );
  expect(request.bounds).toEqual({ minDelayMs: 500, maxDelayMs: 5_000 });
});

describe('a describe', () => {
  it('is in flight until it returns', () => {
    const request = requestWith(subscription());
    expect(request.isDescribing).toBe(false);
    const signal = request.beginDescribe(0);
    expect(request.isDescribing).toBe(true);
    expect(request.endDescribe(signal)).toBe(true);
    expect(request.isDescribing).toBe(false);
    expect(signal.aborted).toBe(false);
  });

  it('is aborted by the next one, and its late response is ignored', () => {
    const request = requestWith(subscription());
    const first = request.beginDescribe(0);
    const second = request.beginDescribe(0);
    expect([first.aborted, second.aborted]).toEqual([true, false]);
    expect(request.endDescribe(first)).toBe(false);
    expect(request.isDescribing).toBe(true);
    expect(request.endDescribe(second)).toBe(true);
  });

  it('can be cancelled, also when none is in flight', () => {
    const request = requestWith(subscription());
    request.cancelDescribe();
    const signal = request.beginDescribe(0);
    request.cancelDescribe();
    expect(request.isDescribing).toBe(false);
    expect(request.endDescribe(signal)).toBe(false);
  });
});

describe('a reading is sufficient', () => {
  const plain = () => requestWith(subscription());
  const detailed = () => requestWith(subscription(), subscription({ needsDetails: true }));

  it.each([
    ['a row of a request in progress', plain(), row('IN_PROGRESS'), true],
    [
      'a row of a request in progress, although details are needed',
      detailed(),
      row('IN_PROGRESS'),
      true,
    ],
    ['a row of a success', plain(), row('SUCCEEDED'), true],
    ['a row of a success, if one subscription needs details', detailed(), row('SUCCEEDED'), false],
    ['a row of a failure, which has no reason', plain(), row('FAILED'), false],
    ['a describe of a failure', plain(), { ...row('FAILED'), complete: true }, true],
    ['a describe of a success', detailed(), { ...row('SUCCEEDED'), complete: true }, true],
  ])('%s', (_, request, reading, enough) => {
    expect(request.isSufficient(reading)).toBe(enough);
  });
});

it('notifies each subscriber, also when one is removed and one is added meanwhile', () => {
  const notified: string[] = [];
  const late = subscription({ observe: () => notified.push('late') < 0 });
  const first = subscription({
    observe: () => {
      notified.push('first');
      request.remove(first);
      request.add(late);
      return false;
    },
  });
  const request = requestWith(first, subscription({ observe: () => notified.push('second') < 0 }));
  request.notify(SEEN);
  expect(notified).toEqual(['first', 'second']);
});

it('removes the subscribers that are done', () => {
  const done = subscription({ observe: () => true });
  const request = requestWith(done, subscription());
  request.notify(SEEN);
  expect(request.hasSubscriptions).toBe(true);
  const other = requestWith(done);
  other.notify(SEEN);
  expect(other.hasSubscriptions).toBe(false);
});
