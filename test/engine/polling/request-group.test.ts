import { describe, expect, it, vi } from 'vitest';
import { RequestGroup } from '../../../src/engine/polling/request-group.js';
import type {
  Observation,
  SubscriptionHandle,
} from '../../../src/engine/polling/polled-request.js';
import { isTerminal, type RequestRef } from '../../../src/engine/requests/request.js';
import { passTime, useVirtualTime } from '../../support/virtual-time.js';
import { createFakeApi, hang, serviceError, type FakeApi } from './fake-api.js';

useVirtualTime();

const KIND = 'permission-set-provisioning';
const INSTANCE = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';
const BOUNDS = { minDelayMs: 800, maxDelayMs: 5_000 };

const refOf = (requestId: string): RequestRef => ({
  kind: KIND,
  instanceArn: INSTANCE,
  requestId,
});

const names = (count: number) => Array.from({ length: count }, (_, index) => `request ${index}`);

/** A subscription, with a record of its observations. */
interface Recorded extends SubscriptionHandle {
  readonly observations: readonly Observation[];
  /** The last observation: a status, or the type. */
  readonly last: () => string | undefined;
}

function summaryOf(observation: Observation | undefined): string | undefined {
  return observation?.type === 'reading' ? observation.reading.status : observation?.type;
}

function subscribeTo(group: RequestGroup, ref: RequestRef): Recorded {
  const observations: Observation[] = [];
  const handle = group.subscribe({
    ref,
    bounds: BOUNDS,
    needsDetails: false,
    observe: (observation) => {
      observations.push(observation);
      const hasEnded = observation.type === 'reading' && isTerminal(observation.reading.status);
      return hasEnded || observation.type === 'refused';
    },
  });
  return {
    pollNow: () => handle.pollNow(),
    cancel: () => handle.cancel(),
    observations,
    last: () => summaryOf(observations.at(-1)),
  };
}

/** A group with a subscription to each of these requests. */
function subscribed(api: FakeApi, ids: readonly string[]) {
  const group = new RequestGroup(api, KIND, INSTANCE);
  return { group, subscriptions: ids.map((id) => subscribeTo(group, refOf(id))) };
}

describe('one request', () => {
  it('is polled at once, and again until it has ended', async () => {
    const api = createFakeApi();
    const { group, subscriptions } = subscribed(api, ['a']);
    await passTime(1);
    expect(api.describes()).toHaveLength(1);

    await passTime(10_000);
    expect(subscriptions[0]!.last()).toBe('IN_PROGRESS');
    api.statuses.set('a', 'SUCCEEDED');
    await passTime(2_000);
    expect(subscriptions[0]!.last()).toBe('SUCCEEDED');
    expect(group.size).toBe(0);

    const calls = api.calls.length;
    await passTime(60_000);
    expect(api.calls).toHaveLength(calls);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is polled a little later if it was just started', async () => {
    const api = createFakeApi();
    const started = { status: 'IN_PROGRESS', details: {}, complete: false } as const;
    subscribeTo(new RequestGroup(api, KIND, INSTANCE), { ...refOf('a'), started });
    await passTime(900);
    expect(api.calls).toEqual([]);
    await passTime(200);
    expect(api.calls).toHaveLength(1);
  });

  it('has one describe at a time, also when describes are slow and pollNow is called', async () => {
    const api = createFakeApi(names(3));
    api.onDescribe = () => new Promise((resolve) => setTimeout(resolve, 20_000));
    api.onList = () => {
      throw serviceError('InternalFailure', { $metadata: { httpStatusCode: 500 } });
    };
    const { subscriptions } = subscribed(api, names(3));
    for (let second = 0; second < 60; second += 1) {
      await passTime(1_000);
      if (second % 7 === 0) subscriptions[0]!.pollNow();
    }
    // The fake ignores aborts, so its count would include a second describe.
    expect(api.describes().filter(({ requestId }) => requestId !== 'request 0')).not.toEqual([]);
    const others = api.describes().filter(({ requestId }) => requestId === 'request 1');
    for (const [index, { atMs }] of others.slice(1).entries()) {
      expect(atMs - others[index]!.atMs).toBeGreaterThanOrEqual(20_000);
    }
  });
});

describe('several subscriptions to one request', () => {
  it('share its polls', async () => {
    const api = createFakeApi();
    const { group, subscriptions } = subscribed(api, ['a', 'a', 'a']);
    expect(group.size).toBe(1);
    await passTime(10_000);
    const [first, ...others] = subscriptions.map(({ observations }) => observations.length);
    expect(others).toEqual([first, first]);
    expect(api.describes()).toHaveLength(first!);
  });

  it('continue when one is cancelled, and all receive the end', async () => {
    const api = createFakeApi();
    const { subscriptions } = subscribed(api, ['a', 'a']);
    await passTime(3_000);
    subscriptions[0]!.cancel();
    const before = subscriptions[0]!.observations.length;
    api.statuses.set('a', 'SUCCEEDED');
    await passTime(3_000);
    expect(subscriptions[0]!.observations).toHaveLength(before);
    expect(subscriptions[1]!.last()).toBe('SUCCEEDED');
  });
});

describe('pollNow', () => {
  it('replaces a hanging describe with an urgent one', async () => {
    const api = createFakeApi();
    let isFirst = true;
    api.onDescribe = (_, signal) => {
      if (!isFirst) return undefined;
      isFirst = false;
      return hang(signal);
    };
    const { subscriptions } = subscribed(api, ['a']);
    await passTime(8_000);
    expect(api.calls).toHaveLength(1);

    subscriptions[0]!.pollNow();
    await passTime(100);

    expect(api.describes().map(({ urgent }) => urgent)).toEqual([false, true]);
    expect(subscriptions[0]!.last()).toBe('IN_PROGRESS');
    expect(api.maxInFlight()).toBe(1);
  });

  it('is urgent once; later polls are not', async () => {
    const api = createFakeApi();
    const { subscriptions } = subscribed(api, ['a']);
    await passTime(2_500);
    subscriptions[0]!.pollNow();
    await passTime(10_000);
    expect(api.describes().filter(({ urgent }) => urgent)).toHaveLength(1);
  });

  it('describes during a hanging sweep', async () => {
    const api = createFakeApi(names(5));
    api.onList = () => new Promise(() => undefined);
    const { subscriptions } = subscribed(api, names(5));
    await passTime(5_000);
    expect(api.describes()).toEqual([]);
    api.statuses.set('request 3', 'SUCCEEDED');
    subscriptions[3]!.pollNow();
    await passTime(100);
    expect(api.describes()).toMatchObject([{ requestId: 'request 3', urgent: true }]);
    expect(subscriptions[3]!.last()).toBe('SUCCEEDED');
  });

  it('is not repeated when the sweep ends that the request waited for', async () => {
    const api = createFakeApi(['a', 'b']);
    api.onList = () => new Promise((resolve) => setTimeout(resolve, 5_000));
    const seen: AbortSignal[] = [];
    api.onDescribe = (_, signal) => {
      seen.push(signal);
      return hang(signal);
    };
    const { group } = subscribed(api, ['a', 'b']);
    await passTime(1_000);
    const late = subscribeTo(group, refOf('late'));
    await passTime(1_000);
    late.pollNow();
    await passTime(5_000);
    expect(api.describes().map(({ requestId }) => requestId)).toEqual(['late']);
    expect(seen[0]?.aborted).toBe(false);
  });

  it('does nothing after the request has ended or its subscriptions are cancelled', async () => {
    const api = createFakeApi();
    api.statuses.set('a', 'SUCCEEDED');
    const { subscriptions } = subscribed(api, ['a', 'b']);
    await passTime(1_000);
    subscriptions[1]!.cancel();
    const calls = api.calls.length;
    for (const each of subscriptions) each.pollNow();
    await passTime(10_000);
    expect(api.calls).toHaveLength(calls);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('lists', () => {
  const broken = () => {
    throw serviceError('InternalFailure', { $metadata: { httpStatusCode: 500 } });
  };

  it('that keep failing are replaced by describes, and retried with backoff', async () => {
    const api = createFakeApi(names(10));
    api.onList = broken;
    const { subscriptions } = subscribed(api, names(10));
    await passTime(15_000);
    for (const { observations } of subscriptions) expect(observations.length).toBeGreaterThan(2);

    const lists = api.lists().length;
    const describes = api.describes().length;
    await passTime(120_000);
    const moreLists = api.lists().length - lists;
    expect(moreLists).toBeGreaterThan(0);
    // Each backoff skips 32 polls of at least one describe.
    expect(api.describes().length - describes).toBeGreaterThanOrEqual(32 * (moreLists - 1));
  });

  it('are read again after they recover', async () => {
    const api = createFakeApi(names(10));
    api.onList = broken;
    const { subscriptions } = subscribed(api, names(10));
    await passTime(15_000);
    api.onList = () => undefined;
    await passTime(120_000);

    const describes = api.describes().length;
    for (const id of names(10)) api.statuses.set(id, 'SUCCEEDED');
    await passTime(10_000);
    expect(subscriptions.map(({ last }) => last())).toEqual(names(10).map(() => 'SUCCEEDED'));
    expect(api.describes()).toHaveLength(describes);
  });

  it('are not disabled by an invalid page token', async () => {
    const ids = names(250);
    const api = createFakeApi(ids);
    let isFirst = true;
    api.onList = ({ nextToken }) => {
      if (nextToken === undefined || !isFirst) return;
      isFirst = false;
      throw serviceError('ValidationException');
    };
    const { subscriptions } = subscribed(api, ids);
    await passTime(60_000);
    const before = api.lists().length;
    expect(before).toBeGreaterThan(10);
    await passTime(30_000);
    expect(api.lists().length).toBeGreaterThan(before);
    for (const { observations } of subscriptions) {
      expect(observations.every((each) => summaryOf(each) === 'IN_PROGRESS')).toBe(true);
    }
  });

  it('that are denied are replaced by describes at once', async () => {
    const api = createFakeApi(names(5));
    api.onList = () => {
      throw serviceError('AccessDeniedException');
    };
    const { subscriptions } = subscribed(api, names(5));
    await passTime(100);
    expect(subscriptions.map(({ last }) => last())).toEqual(names(5).map(() => 'IN_PROGRESS'));
  });

  it('are disabled permanently by a denial, which refuses no request', async () => {
    const api = createFakeApi(names(5));
    api.onList = () => {
      throw serviceError('AccessDeniedException');
    };
    const { subscriptions } = subscribed(api, names(5));
    await passTime(600_000);
    expect(api.lists()).toHaveLength(1);
    for (const { observations } of subscriptions) {
      expect(observations.length).toBeGreaterThan(20);
      expect(observations.every((each) => summaryOf(each) === 'IN_PROGRESS')).toBe(true);
    }
  });

  it('that do not show a request prove nothing; a describe resolves it', async () => {
    const api = createFakeApi(names(3));
    const { subscriptions } = subscribed(api, [...names(3), 'hidden']);
    await passTime(3_000);
    expect(subscriptions[3]!.last()).toBe('IN_PROGRESS');
    api.statuses.set('hidden', 'SUCCEEDED');
    await passTime(3_000);
    expect(subscriptions.map(({ last }) => last())).toEqual([
      ...names(3).map(() => 'IN_PROGRESS'),
      'SUCCEEDED',
    ]);
  });

  it('show that a request has failed; a describe returns the reason', async () => {
    const api = createFakeApi(names(4));
    api.statuses.set('request 2', 'FAILED');
    const { subscriptions } = subscribed(api, names(4));
    await passTime(1_000);
    expect(subscriptions[2]!.observations).toMatchObject([
      { type: 'reading', reading: { complete: true } },
    ]);
  });
});

describe('lists that are late', () => {
  /** Ends requests one by one; lists show each end `lagMs` later. */
  async function endEach(api: FakeApi, ids: readonly string[], everyMs: number, lagMs: number) {
    for (const id of ids) {
      api.staleRows.set(id, 'IN_PROGRESS');
      api.statuses.set(id, 'SUCCEEDED');
      setTimeout(() => api.staleRows.delete(id), lagMs);
      await passTime(everyMs);
    }
  }

  it.each([
    ['the list of all requests', 0],
    ['the list of requests in progress, because the other is full of old requests', 250],
  ])('are detected by the periodic check: %s', async (_, past) => {
    const ids = names(40);
    const old = Array.from({ length: past }, (__, index) => `old ${index}`);
    const api = createFakeApi([...old, ...ids]);
    for (const id of old) api.statuses.set(id, 'SUCCEEDED');
    const { subscriptions } = subscribed(api, ids);
    await passTime(5_000);
    expect(api.describes()).toEqual([]);

    // A check describes one of these after its end, and the next sweep contradicts it.
    await endEach(api, ids.slice(0, 34), 2_000, 20_000);
    api.statuses.set('request 39', 'SUCCEEDED');
    api.staleRows.set('request 39', 'IN_PROGRESS');
    await passTime(5_000);
    expect(subscriptions[39]!.last()).toBe('SUCCEEDED');
  });

  it('are suspected if they do not show a request in progress, and trusted again later', async () => {
    const ids = names(20);
    const api = createFakeApi(ids.slice(1));
    subscribed(api, ids);
    await passTime(2_500);
    const described = () => new Set(api.describes().map(({ requestId }) => requestId)).size;
    expect(described()).toBeGreaterThan(5);

    api.listed.push('request 0');
    await passTime(30_000);
    const describes = api.describes().length;
    const lists = api.lists().length;
    await passTime(100_000);
    expect(api.describes().length - describes).toBeLessThan((api.lists().length - lists) / 20);
  });

  it('that never show a request are suspected once, not permanently', async () => {
    const ids = names(20);
    const api = createFakeApi(ids.slice(1));
    subscribed(api, ids);
    await passTime(40_000);
    const others = () =>
      api.describes().filter(({ requestId }) => requestId !== 'request 0').length;
    const before = others();
    const lists = api.lists().length;
    await passTime(100_000);
    expect(others() - before).toBeLessThan((api.lists().length - lists) / 20);
  });

  it('do not cause a describe for each of a hundred new requests', async () => {
    const ids = names(100);
    const api = createFakeApi();
    const { subscriptions } = subscribed(api, ids);
    await passTime(3_000);
    expect(api.describes().length).toBeLessThanOrEqual(10 * api.lists().length);
    expect(api.describes().length).toBeLessThan(50);
    expect(api.maxInFlight()).toBe(1);
    for (const id of ids) api.statuses.set(id, 'SUCCEEDED');
    await passTime(15_000);
    expect(subscriptions.every(({ last }) => last() === 'SUCCEEDED')).toBe(true);
  });

  it('do not delay requests whose deadline is near', async () => {
    const ids = names(30);
    const api = createFakeApi();
    const { subscriptions } = subscribed(api, ids);
    await passTime(1_200);
    const unobserved = subscriptions.filter(({ observations }) => observations.length === 0);
    expect(unobserved.length).toBeGreaterThan(0);
    for (const each of subscriptions) each.pollNow();
    await passTime(200);
    expect(subscriptions.every(({ observations }) => observations.length > 0)).toBe(true);
  });
});

describe('a permanent fault', () => {
  /** Without lists, so that each request is described. */
  function describing(ids: readonly string[], onDescribe: FakeApi['onDescribe']) {
    const api = createFakeApi();
    api.onList = () => {
      throw serviceError('AccessDeniedException');
    };
    api.onDescribe = onDescribe;
    return { api, ...subscribed(api, ids) };
  }

  it('of one denied request does not affect the others', async () => {
    const { subscriptions } = describing(names(5), ({ requestId }) => {
      if (requestId === 'request 2') throw serviceError('AccessDeniedException');
    });
    await passTime(30_000);
    expect(subscriptions.map(({ last }) => last())).toEqual([
      'IN_PROGRESS',
      'IN_PROGRESS',
      'refused',
      'IN_PROGRESS',
      'IN_PROGRESS',
    ]);
  });

  it('applies to each request alone if other describes succeed in between', async () => {
    const isEven = (id: string) => Number(id.split(' ')[1]) % 2 === 0;
    const { subscriptions } = describing(names(10), async ({ requestId }) => {
      const turn = Number(requestId.split(' ')[1]);
      await new Promise((resolve) => setTimeout(resolve, turn * 100));
      if (isEven(requestId)) throw serviceError('AccessDeniedException');
    });
    await passTime(5_000);
    expect(subscriptions.map(({ last }) => last())).toEqual(
      names(10).map((id) => (isEven(id) ? 'refused' : 'IN_PROGRESS')),
    );
  });

  it('applies to all requests after three denials in a row', async () => {
    const { api, group, subscriptions } = describing(names(20), ({ requestId }, signal) => {
      const number = Number(requestId.split(' ')[1]);
      if (number < 3) throw serviceError('AccessDeniedException');
      return hang(signal);
    });
    await passTime(1_000);
    expect(subscriptions.map(({ last }) => last())).toEqual(names(20).map(() => 'refused'));
    for (const { observations } of subscriptions) expect(observations).toHaveLength(1);
    expect(group.size).toBe(0);
    const calls = api.calls.length;
    await passTime(30_000);
    expect(api.calls).toHaveLength(calls);
  });

  it.each([
    ['credentials', serviceError('ExpiredTokenException')],
    ['the Region', new Error('Region is missing')],
    ['the key', serviceError('ValidationException', { Reason: 'KMS_DisabledException' })],
  ])('of %s applies to all requests at once', async (_, error) => {
    const { subscriptions } = describing(names(5), ({ requestId }, signal) => {
      if (requestId === 'request 1') throw error;
      return hang(signal);
    });
    await passTime(1_000);
    expect(subscriptions.map(({ last }) => last())).toEqual(names(5).map(() => 'refused'));
  });

  it('of one id applies to that id only; a not-found response is reported each time', async () => {
    const { subscriptions } = describing(['fine', 'invalid', 'unknown'], ({ requestId }) => {
      if (requestId === 'invalid') throw serviceError('ValidationException');
      if (requestId === 'unknown') throw serviceError('ResourceNotFoundException');
    });
    await passTime(10_000);
    expect(subscriptions.map(({ last }) => last())).toEqual([
      'IN_PROGRESS',
      'refused',
      'not-found',
    ]);
    expect(subscriptions[1]!.observations).toHaveLength(1);
    expect(subscriptions[2]!.observations.length).toBeGreaterThan(2);
  });
});

it('does not report a retryable failure, and backs off', async () => {
  const api = createFakeApi();
  api.onDescribe = () => {
    throw serviceError('ThrottlingException');
  };
  const { subscriptions } = subscribed(api, ['a']);
  await passTime(20_000);
  const times = api.describes().map(({ atMs }) => Math.round(atMs - api.calls[0]!.atMs));
  expect(times).toEqual([0, 1_000, 3_000, 7_000, 12_000, 17_000]);
  expect(subscriptions[0]!.observations).toEqual([]);
});

describe('after the last subscription is cancelled', () => {
  it.each([
    ['before the first poll', 0, 0],
    ['during the first sweep', 20, 1],
    ['between two polls', 400, undefined],
    ['during a later sweep', 1_120, undefined],
  ])('no call is made, and no timer is left: %s', async (_, afterMs, calls) => {
    const api = createFakeApi(names(250));
    const { group, subscriptions } = subscribed(api, names(250));
    if (afterMs > 0) await passTime(afterMs);
    const before = api.calls.length;
    if (calls !== undefined) expect(before).toBe(calls);
    for (const each of subscriptions) each.cancel();
    await passTime(0);
    expect(vi.getTimerCount()).toBe(0);
    await passTime(60_000);
    expect(api.calls).toHaveLength(before);
    expect(group.size).toBe(0);
  });

  it('a describe that hangs is aborted', async () => {
    const api = createFakeApi();
    let seen: AbortSignal | undefined;
    api.onDescribe = (_, signal) => {
      seen = signal;
      return hang(signal);
    };
    const { subscriptions } = subscribed(api, ['a']);
    await passTime(1_000);
    expect(seen?.aborted).toBe(false);
    subscriptions[0]!.cancel();
    expect(seen?.aborted).toBe(true);
  });

  it('the group can be used again', async () => {
    const api = createFakeApi(names(3));
    const { group, subscriptions } = subscribed(api, names(3));
    await passTime(20);
    for (const each of subscriptions) each.cancel();
    await passTime(1_000);
    const again = names(3).map((id) => subscribeTo(group, refOf(id)));
    await passTime(1_000);
    expect(again.map(({ last }) => last())).toEqual(names(3).map(() => 'IN_PROGRESS'));
  });
});

it('polls 10,000 requests with one call per page, not per request', async () => {
  const ids = names(10_000);
  const api = createFakeApi(ids);
  const { subscriptions } = subscribed(api, ids);
  await passTime(7_000);
  expect(subscriptions.every(({ last }) => last() === 'IN_PROGRESS')).toBe(true);
  expect(api.describes()).toEqual([]);
  // A sweep has 100 pages of 50 ms each.
  expect(api.lists().length).toBeLessThanOrEqual(7_000 / 50 + 1);

  for (const id of ids) api.statuses.set(id, 'SUCCEEDED');
  const before = api.calls.length;
  await passTime(20_000);
  expect(subscriptions.every(({ last }) => last() === 'SUCCEEDED')).toBe(true);
  expect(api.calls.length - before).toBeLessThan(3 * 100);
  expect(vi.getTimerCount()).toBe(0);
});
