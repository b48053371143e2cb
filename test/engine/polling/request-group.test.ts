import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RequestGroup } from '../../../src/engine/polling/request-group.js';
import type {
  Observation,
  SubscriptionHandle,
} from '../../../src/engine/polling/polled-request.js';
import { isTerminal, type RequestRef } from '../../../src/engine/requests/request.js';
import { passTime, useRealTime, useVirtualTime } from '../../support/virtual-time.js';
import { createFakeApi, hang, serviceError, type FakeApi } from './fake-api.js';

beforeEach(useVirtualTime);
afterEach(useRealTime);

const KIND = 'permission-set-provisioning';
const INSTANCE = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';
const BOUNDS = { minDelayMs: 800, maxDelayMs: 5_000 };

const refOf = (requestId: string): RequestRef => ({
  kind: KIND,
  instanceArn: INSTANCE,
  requestId,
});

const names = (count: number) => Array.from({ length: count }, (_, index) => `request ${index}`);

/** A watch of a request, and what it was told. */
interface Watched extends SubscriptionHandle {
  readonly told: readonly Observation[];
  /** The last that was told, in a word. */
  readonly last: () => string | undefined;
}

function wordFor(observation: Observation | undefined): string | undefined {
  return observation?.type === 'reading' ? observation.reading.status : observation?.type;
}

function watchIn(group: RequestGroup, ref: RequestRef): Watched {
  const told: Observation[] = [];
  const active = group.subscribe({
    ref,
    bounds: BOUNDS,
    needsDetails: false,
    observe: (observation) => {
      told.push(observation);
      const hasEnded = observation.type === 'reading' && isTerminal(observation.reading.status);
      return hasEnded || observation.type === 'refused';
    },
  });
  return {
    pollNow: () => active.pollNow(),
    cancel: () => active.cancel(),
    told,
    last: () => wordFor(told.at(-1)),
  };
}

/** A group that watches these requests. */
function watching(api: FakeApi, ids: readonly string[]) {
  const group = new RequestGroup(api, KIND, INSTANCE);
  return { group, watches: ids.map((id) => watchIn(group, refOf(id))) };
}

describe('one request', () => {
  it('is looked at at once, and again and again until it has ended', async () => {
    const api = createFakeApi();
    const { group, watches } = watching(api, ['a']);
    await passTime(1);
    expect(api.describes()).toHaveLength(1);

    await passTime(10_000);
    expect(watches[0]!.last()).toBe('IN_PROGRESS');
    api.statuses.set('a', 'SUCCEEDED');
    await passTime(2_000);
    expect(watches[0]!.last()).toBe('SUCCEEDED');
    expect(group.size).toBe(0);

    const calls = api.calls.length;
    await passTime(60_000);
    expect(api.calls).toHaveLength(calls);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('gets its first look a little later when it was started just now', async () => {
    const api = createFakeApi();
    const started = { status: 'IN_PROGRESS', details: {}, complete: false } as const;
    watchIn(new RequestGroup(api, KIND, INSTANCE), { ...refOf('a'), started });
    await passTime(900);
    expect(api.calls).toEqual([]);
    await passTime(200);
    expect(api.calls).toHaveLength(1);
  });

  it('has one describe at a time, however slow that is and whatever is asked for', async () => {
    const api = createFakeApi(names(3));
    api.onDescribe = () => new Promise((resolve) => setTimeout(resolve, 20_000));
    api.onList = () => {
      throw serviceError('InternalFailure', { $metadata: { httpStatusCode: 500 } });
    };
    const { watches } = watching(api, names(3));
    for (let second = 0; second < 60; second += 1) {
      await passTime(1_000);
      if (second % 7 === 0) watches[0]!.pollNow();
    }
    // The fake does not notice that it is aborted, so that its count would show a second one.
    expect(api.describes().filter(({ requestId }) => requestId !== 'request 0')).not.toEqual([]);
    const others = api.describes().filter(({ requestId }) => requestId === 'request 1');
    for (const [index, { atMs }] of others.slice(1).entries()) {
      expect(atMs - others[index]!.atMs).toBeGreaterThanOrEqual(20_000);
    }
  });
});

describe('several watches of one request', () => {
  it('share its looks', async () => {
    const api = createFakeApi();
    const { group, watches } = watching(api, ['a', 'a', 'a']);
    expect(group.size).toBe(1);
    await passTime(10_000);
    const [first, ...others] = watches.map(({ told }) => told.length);
    expect(others).toEqual([first, first]);
    expect(api.describes()).toHaveLength(first!);
  });

  it('go on with it when one leaves, and are all told the end', async () => {
    const api = createFakeApi();
    const { watches } = watching(api, ['a', 'a']);
    await passTime(3_000);
    watches[0]!.cancel();
    const heard = watches[0]!.told.length;
    api.statuses.set('a', 'SUCCEEDED');
    await passTime(3_000);
    expect(watches[0]!.told).toHaveLength(heard);
    expect(watches[1]!.last()).toBe('SUCCEEDED');
  });
});

describe('pollNow', () => {
  it('replaces a describe that hangs, and goes before all others', async () => {
    const api = createFakeApi();
    let isFirst = true;
    api.onDescribe = (_, signal) => {
      if (!isFirst) return undefined;
      isFirst = false;
      return hang(signal);
    };
    const { watches } = watching(api, ['a']);
    await passTime(8_000);
    expect(api.calls).toHaveLength(1);

    watches[0]!.pollNow();
    await passTime(100);

    expect(api.describes().map(({ urgent }) => urgent)).toEqual([false, true]);
    expect(watches[0]!.last()).toBe('IN_PROGRESS');
    expect(api.mostAtATime()).toBe(1);
  });

  it('is urgent once: the looks after it are not', async () => {
    const api = createFakeApi();
    const { watches } = watching(api, ['a']);
    await passTime(2_500);
    watches[0]!.pollNow();
    await passTime(10_000);
    expect(api.describes().filter(({ urgent }) => urgent)).toHaveLength(1);
  });

  it('asks beside a sweep that hangs', async () => {
    const api = createFakeApi(names(5));
    api.onList = () => new Promise(() => undefined);
    const { watches } = watching(api, names(5));
    await passTime(5_000);
    expect(api.describes()).toEqual([]);
    api.statuses.set('request 3', 'SUCCEEDED');
    watches[3]!.pollNow();
    await passTime(100);
    expect(api.describes()).toMatchObject([{ requestId: 'request 3', urgent: true }]);
    expect(watches[3]!.last()).toBe('SUCCEEDED');
  });

  it('is not asked twice when the sweep ends for which the request had waited', async () => {
    const api = createFakeApi(['a', 'b']);
    api.onList = () => new Promise((resolve) => setTimeout(resolve, 5_000));
    const seen: AbortSignal[] = [];
    api.onDescribe = (_, signal) => {
      seen.push(signal);
      return hang(signal);
    };
    const { group } = watching(api, ['a', 'b']);
    await passTime(1_000);
    const late = watchIn(group, refOf('late'));
    await passTime(1_000);
    late.pollNow();
    await passTime(5_000);
    expect(api.describes().map(({ requestId }) => requestId)).toEqual(['late']);
    expect(seen[0]?.aborted).toBe(false);
  });

  it('does nothing once the request has ended or nobody watches it', async () => {
    const api = createFakeApi();
    api.statuses.set('a', 'SUCCEEDED');
    const { watches } = watching(api, ['a', 'b']);
    await passTime(1_000);
    watches[1]!.cancel();
    const calls = api.calls.length;
    for (const each of watches) each.pollNow();
    await passTime(10_000);
    expect(api.calls).toHaveLength(calls);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('lists', () => {
  const broken = () => {
    throw serviceError('InternalFailure', { $metadata: { httpStatusCode: 500 } });
  };

  it('that keep failing are left for describes, and attempted again ever more rarely', async () => {
    const api = createFakeApi(names(10));
    api.onList = broken;
    const { watches } = watching(api, names(10));
    await passTime(15_000);
    for (const { told } of watches) expect(told.length).toBeGreaterThan(2);

    const lists = api.lists().length;
    const describes = api.describes().length;
    await passTime(120_000);
    const moreLists = api.lists().length - lists;
    expect(moreLists).toBeGreaterThan(0);
    // Each rest lets 32 rounds pass, of one describe at the least.
    expect(api.describes().length - describes).toBeGreaterThanOrEqual(32 * (moreLists - 1));
  });

  it('are read again once they work again', async () => {
    const api = createFakeApi(names(10));
    api.onList = broken;
    const { watches } = watching(api, names(10));
    await passTime(15_000);
    api.onList = () => undefined;
    await passTime(120_000);

    const describes = api.describes().length;
    for (const id of names(10)) api.statuses.set(id, 'SUCCEEDED');
    await passTime(10_000);
    expect(watches.map(({ last }) => last())).toEqual(names(10).map(() => 'SUCCEEDED'));
    expect(api.describes()).toHaveLength(describes);
  });

  it('are not turned off for ever by an invalid page token', async () => {
    const ids = names(250);
    const api = createFakeApi(ids);
    let isFirst = true;
    api.onList = ({ nextToken }) => {
      if (nextToken === undefined || !isFirst) return;
      isFirst = false;
      throw serviceError('ValidationException');
    };
    const { watches } = watching(api, ids);
    await passTime(60_000);
    const before = api.lists().length;
    expect(before).toBeGreaterThan(10);
    await passTime(30_000);
    expect(api.lists().length).toBeGreaterThan(before);
    for (const { told } of watches) {
      expect(told.every((each) => wordFor(each) === 'IN_PROGRESS')).toBe(true);
    }
  });

  it('that are denied cost nobody a pause: describes follow at once', async () => {
    const api = createFakeApi(names(5));
    api.onList = () => {
      throw serviceError('AccessDeniedException');
    };
    const { watches } = watching(api, names(5));
    await passTime(100);
    expect(watches.map(({ last }) => last())).toEqual(names(5).map(() => 'IN_PROGRESS'));
  });

  it('are turned off for ever by a denial, and nobody is refused for that', async () => {
    const api = createFakeApi(names(5));
    api.onList = () => {
      throw serviceError('AccessDeniedException');
    };
    const { watches } = watching(api, names(5));
    await passTime(600_000);
    expect(api.lists()).toHaveLength(1);
    for (const { told } of watches) {
      expect(told.length).toBeGreaterThan(20);
      expect(told.every((each) => wordFor(each) === 'IN_PROGRESS')).toBe(true);
    }
  });

  it('that do not show a request prove nothing: a describe decides', async () => {
    const api = createFakeApi(names(3));
    const { watches } = watching(api, [...names(3), 'hidden']);
    await passTime(3_000);
    expect(watches[3]!.last()).toBe('IN_PROGRESS');
    api.statuses.set('hidden', 'SUCCEEDED');
    await passTime(3_000);
    expect(watches.map(({ last }) => last())).toEqual([
      ...names(3).map(() => 'IN_PROGRESS'),
      'SUCCEEDED',
    ]);
  });

  it('say that a request has failed, but a describe says why', async () => {
    const api = createFakeApi(names(4));
    api.statuses.set('request 2', 'FAILED');
    const { watches } = watching(api, names(4));
    await passTime(1_000);
    expect(watches[2]!.told).toMatchObject([{ type: 'reading', reading: { complete: true } }]);
  });
});

describe('lists that are late', () => {
  /** Requests end one by one, and lists show each end so much later. */
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
    ['that of the running ones, since the other is full of the past', 250],
  ])('are found out by a check now and then: %s', async (_, past) => {
    const ids = names(40);
    const old = Array.from({ length: past }, (__, index) => `old ${index}`);
    const api = createFakeApi([...old, ...ids]);
    for (const id of old) api.statuses.set(id, 'SUCCEEDED');
    const { watches } = watching(api, ids);
    await passTime(5_000);
    expect(api.describes()).toEqual([]);

    // One of these is checked after its end, and the next sweep contradicts what that told.
    await endEach(api, ids.slice(0, 34), 2_000, 20_000);
    api.statuses.set('request 39', 'SUCCEEDED');
    api.staleRows.set('request 39', 'IN_PROGRESS');
    await passTime(5_000);
    expect(watches[39]!.last()).toBe('SUCCEEDED');
  });

  it('are suspected when they do not show a request that runs, and trusted again after', async () => {
    const ids = names(20);
    const api = createFakeApi(ids.slice(1));
    watching(api, ids);
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

  it('that never show a request are suspected once, not for ever', async () => {
    const ids = names(20);
    const api = createFakeApi(ids.slice(1));
    watching(api, ids);
    await passTime(40_000);
    const others = () =>
      api.describes().filter(({ requestId }) => requestId !== 'request 0').length;
    const before = others();
    const lists = api.lists().length;
    await passTime(100_000);
    expect(others() - before).toBeLessThan((api.lists().length - lists) / 20);
  });

  it('do not make a describe each of a hundred requests that were started just now', async () => {
    const ids = names(100);
    const api = createFakeApi();
    const { watches } = watching(api, ids);
    await passTime(3_000);
    expect(api.describes().length).toBeLessThanOrEqual(10 * api.lists().length);
    expect(api.describes().length).toBeLessThan(50);
    expect(api.mostAtATime()).toBe(1);
    for (const id of ids) api.statuses.set(id, 'SUCCEEDED');
    await passTime(15_000);
    expect(watches.every(({ last }) => last() === 'SUCCEEDED')).toBe(true);
  });

  it('let none wait whose deadline is near', async () => {
    const ids = names(30);
    const api = createFakeApi();
    const { watches } = watching(api, ids);
    await passTime(1_200);
    const unheard = watches.filter(({ told }) => told.length === 0);
    expect(unheard.length).toBeGreaterThan(0);
    for (const each of watches) each.pollNow();
    await passTime(200);
    expect(watches.every(({ told }) => told.length > 0)).toBe(true);
  });
});

describe('what cannot get better', () => {
  /** Without lists, so that each request is described. */
  function describing(ids: readonly string[], onDescribe: FakeApi['onDescribe']) {
    const api = createFakeApi();
    api.onList = () => {
      throw serviceError('AccessDeniedException');
    };
    api.onDescribe = onDescribe;
    return { api, ...watching(api, ids) };
  }

  it('for one request that is denied says nothing of the others', async () => {
    const { watches } = describing(names(5), ({ requestId }) => {
      if (requestId === 'request 2') throw serviceError('AccessDeniedException');
    });
    await passTime(30_000);
    expect(watches.map(({ last }) => last())).toEqual([
      'IN_PROGRESS',
      'IN_PROGRESS',
      'refused',
      'IN_PROGRESS',
      'IN_PROGRESS',
    ]);
  });

  it('is about each alone, however many, where others are answered in between', async () => {
    const isEven = (id: string) => Number(id.split(' ')[1]) % 2 === 0;
    const { watches } = describing(names(10), async ({ requestId }) => {
      const turn = Number(requestId.split(' ')[1]);
      await new Promise((resolve) => setTimeout(resolve, turn * 100));
      if (isEven(requestId)) throw serviceError('AccessDeniedException');
    });
    await passTime(5_000);
    expect(watches.map(({ last }) => last())).toEqual(
      names(10).map((id) => (isEven(id) ? 'refused' : 'IN_PROGRESS')),
    );
  });

  it('when three in a row were denied is about all of them', async () => {
    const { api, group, watches } = describing(names(20), ({ requestId }, signal) => {
      const number = Number(requestId.split(' ')[1]);
      if (number < 3) throw serviceError('AccessDeniedException');
      return hang(signal);
    });
    await passTime(1_000);
    expect(watches.map(({ last }) => last())).toEqual(names(20).map(() => 'refused'));
    for (const { told } of watches) expect(told).toHaveLength(1);
    expect(group.size).toBe(0);
    const calls = api.calls.length;
    await passTime(30_000);
    expect(api.calls).toHaveLength(calls);
  });

  it.each([
    ['credentials', serviceError('ExpiredTokenException')],
    ['the Region', new Error('Region is missing')],
    ['the key', serviceError('ValidationException', { Reason: 'KMS_DisabledException' })],
  ])('about %s is about all requests at once', async (_, error) => {
    const { watches } = describing(names(5), ({ requestId }, signal) => {
      if (requestId === 'request 1') throw error;
      return hang(signal);
    });
    await passTime(1_000);
    expect(watches.map(({ last }) => last())).toEqual(names(5).map(() => 'refused'));
  });

  it('about one id is about that one, and a not-found is for the grace period to judge', async () => {
    const { watches } = describing(['fine', 'invalid', 'unknown'], ({ requestId }) => {
      if (requestId === 'invalid') throw serviceError('ValidationException');
      if (requestId === 'unknown') throw serviceError('ResourceNotFoundException');
    });
    await passTime(10_000);
    expect(watches.map(({ last }) => last())).toEqual(['IN_PROGRESS', 'refused', 'not-found']);
    expect(watches[1]!.told).toHaveLength(1);
    expect(watches[2]!.told.length).toBeGreaterThan(2);
  });
});

it('tells nothing of a describe that failed in passing, and pauses longer each time', async () => {
  const api = createFakeApi();
  api.onDescribe = () => {
    throw serviceError('ThrottlingException');
  };
  const { watches } = watching(api, ['a']);
  await passTime(20_000);
  const times = api.describes().map(({ atMs }) => Math.round(atMs - api.calls[0]!.atMs));
  expect(times).toEqual([0, 1_000, 3_000, 7_000, 12_000, 17_000]);
  expect(watches[0]!.told).toEqual([]);
});

describe('after the last watch is cancelled', () => {
  it.each([
    ['before the first look', 0, 0],
    ['during the first sweep', 20, 1],
    ['between two rounds', 400, undefined],
    ['during a later sweep', 1_120, undefined],
  ])('nothing is asked, and no timer is left: %s', async (_, afterMs, calls) => {
    const api = createFakeApi(names(250));
    const { group, watches } = watching(api, names(250));
    if (afterMs > 0) await passTime(afterMs);
    const before = api.calls.length;
    if (calls !== undefined) expect(before).toBe(calls);
    for (const each of watches) each.cancel();
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
    const { watches } = watching(api, ['a']);
    await passTime(1_000);
    expect(seen?.aborted).toBe(false);
    watches[0]!.cancel();
    expect(seen?.aborted).toBe(true);
  });

  it('the group can be used again', async () => {
    const api = createFakeApi(names(3));
    const { group, watches } = watching(api, names(3));
    await passTime(20);
    for (const each of watches) each.cancel();
    await passTime(1_000);
    const again = names(3).map((id) => watchIn(group, refOf(id)));
    await passTime(1_000);
    expect(again.map(({ last }) => last())).toEqual(names(3).map(() => 'IN_PROGRESS'));
  });
});

it('asks for 10,000 requests with a call per page, not with one per request', async () => {
  const ids = names(10_000);
  const api = createFakeApi(ids);
  const { watches } = watching(api, ids);
  await passTime(7_000);
  expect(watches.every(({ last }) => last() === 'IN_PROGRESS')).toBe(true);
  expect(api.describes()).toEqual([]);
  // A sweep has 100 pages of 50 ms each.
  expect(api.lists().length).toBeLessThanOrEqual(7_000 / 50 + 1);

  for (const id of ids) api.statuses.set(id, 'SUCCEEDED');
  const before = api.calls.length;
  await passTime(20_000);
  expect(watches.every(({ last }) => last() === 'SUCCEEDED')).toBe(true);
  expect(api.calls.length - before).toBeLessThan(3 * 100);
  expect(vi.getTimerCount()).toBe(0);
});
