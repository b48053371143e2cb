import { expect, it, vi } from 'vitest';
import { Poller } from '../../../src/engine/polling/poller.js';
import type { FoundRequest } from '../../../src/watcher/store/stored-requests.js';
import { Follower } from '../../../src/watcher/following/follower.js';
import { createFakeApi } from '../../engine/polling/fake-api.js';
import { passTime, useVirtualTime } from '../../support/virtual-time.js';

useVirtualTime();

const found = (requestId: string): FoundRequest => ({
  kind: 'permission-set-provisioning',
  instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
  requestId,
  discoveredAt: new Date(),
  details: {},
});

const ended = (requestId: string): FoundRequest => ({
  ...found(requestId),
  ended: { status: 'SUCCEEDED', details: {}, complete: false },
});

function follow() {
  const api = createFakeApi();
  const notified: string[] = [];
  const follower = new Follower({
    onEnd: (request, end) => notified.push(`${request.found.requestId} ${end.type}`),
    onRefused: (_, fault) => notified.push(`refused ${fault.kind}`),
    onAccepted: () => notified.push('accepted'),
  });
  const poller = new Poller(api);
  follower.connect(poller);
  return { api, notified, follower, poller };
}

const error = (name: string) => Object.assign(new Error('x'), { name });

it('follows through consecutive pollers', async () => {
  const { api, notified, follower } = follow();
  follower.follow(found('a'));
  await passTime(5_000);
  expect(follower.inProgress).toHaveLength(1);
  follower.disconnect();
  expect(vi.getTimerCount()).toBe(0);
  const calls = api.calls.length;
  follower.follow(found('b'));
  await passTime(5_000);
  expect(api.calls).toHaveLength(calls);
  api.statuses.set('a', 'SUCCEEDED').set('b', 'FAILED');
  follower.connect(new Poller(api));
  await passTime(5_000);
  expect(notified.toSorted()).toEqual(['a ended', 'b ended']);
  expect(follower.inProgress).toEqual([]);
  follower.disconnect();
  expect(vi.getTimerCount()).toBe(0);
});

it('retries a denied request every 30 s, and does not affect others', async () => {
  const { api, notified, follower } = follow();
  api.onDescribe = () => {
    throw error('AccessDeniedException');
  };
  follower.follow(found('a'));
  await passTime(305_000);
  expect(api.describes().length).toBe(11);
  expect(notified).toEqual([]);
  follower.disconnect();
});

it('reports when three requests are denied, and the recovery', async () => {
  const { api, notified, follower } = follow();
  api.onDescribe = () => {
    throw error('AccessDeniedException');
  };
  for (const id of ['a', 'b', 'c']) follower.follow(found(id));
  await passTime(10_000);
  expect(notified).toContain('refused denied');
  notified.length = 0;
  api.onDescribe = () => undefined;
  for (const id of ['a', 'b', 'c']) api.statuses.set(id, 'SUCCEEDED');
  await passTime(60_000);
  expect(notified.toSorted()).toEqual(['a ended', 'accepted', 'b ended', 'c ended']);
  follower.disconnect();
});

it('reports refused credentials at once', async () => {
  const { api, notified, follower } = follow();
  api.onDescribe = () => {
    throw error('ExpiredTokenException');
  };
  follower.follow(found('a'));
  await passTime(1_000);
  expect(notified).toEqual(['refused credentials']);
  follower.disconnect();
});

it('has room for 500 requests that ended unseen, and for more once they are reported', async () => {
  const { api, follower } = follow();
  follower.disconnect();
  for (let number = 0; number < 500; number += 1) {
    expect(follower.hasRoom).toBe(true);
    follower.follow(ended(`${number}`));
    api.statuses.set(`${number}`, 'SUCCEEDED');
  }
  expect(follower.inProgress).toEqual([]);
  expect([follower.hasRoom, follower.isFull]).toEqual([false, false]);
  follower.connect(new Poller(api));
  await passTime(5_000);
  expect(follower.hasRoom).toBe(true);
  follower.disconnect();
});

it('follows at most 10,000 requests', () => {
  const { follower } = follow();
  follower.disconnect();
  for (let number = 0; number < 9_999; number += 1) follower.follow(found(`${number}`));
  expect([follower.hasRoom, follower.isFull]).toEqual([true, false]);
  follower.follow(found('last'));
  expect([follower.hasRoom, follower.isFull]).toEqual([false, true]);
});
