import { expect, it } from 'vitest';
import { CallError } from '../../../src/engine/calls/call-error.js';
import type { FaultKind } from '../../../src/engine/calls/fault.js';
import { InstanceHealth } from '../../../src/watcher/instances/instance-health.js';
import type { WatcherEvent } from '../../../src/watcher/watcher-event.js';
import { passTime, useVirtualTime } from '../../support/virtual-time.js';

useVirtualTime();

const error = (kind: FaultKind, operation = 'ListX') =>
  new CallError({ type: 'list', operation }, { kind, name: 'X', message: 'x', error: undefined });

function health() {
  const events: WatcherEvent[] = [];
  const freshness = { isStale: false };
  const each = new InstanceHealth(
    'prod',
    ['one', 'other'],
    (event) => events.push(event),
    () => freshness.isStale,
  );
  const reported = () => events.map((event) => ('fault' in event ? event.fault : event.type));
  return { events, each, reported, freshness };
}

it('reports a failure once, and the recovery once', async () => {
  const { events, each, reported } = health();
  each.failed(error('credentials'));
  await passTime(1_000);
  each.failed(error('credentials', 'ListY'));
  each.sourceSucceeded('one');
  await passTime(1_000);
  each.sourceSucceeded('other');
  each.sourceSucceeded('other');
  expect(reported()).toEqual(['credentials', 'instance-recovered']);
  expect(events[1]).toMatchObject({ instance: 'prod', afterMs: 2_000 });
  expect(each.problem).toBeUndefined();
});

it('reports another failure, and shows the latest one since the first', async () => {
  const { each, reported, freshness } = health();
  freshness.isStale = true;
  each.sourceFailed('one', error('throttled'));
  const since = each.problem?.since;
  await passTime(1_000);
  each.sourceFailed('one', error('transient'));
  expect(reported()).toEqual(['throttled']);
  each.sourceFailed('one', error('denied'));
  expect(reported()).toEqual(['throttled', 'denied']);
  expect(each.problem).toMatchObject({ since, fault: 'denied' });
  expect(each.problem?.message).toContain('sso:ListX');
});

it('counts retryable failures only once the data is stale, from their beginning', async () => {
  const { events, each, reported, freshness } = health();
  const since = new Date();
  each.sourceFailed('one', error('transient'));
  expect([each.problem, reported()]).toEqual([undefined, []]);
  each.sourceSucceeded('one');
  each.sourceFailed('one', error('transient'));
  await passTime(20_000);
  freshness.isStale = true;
  expect(each.problem).toMatchObject({ since, fault: 'transient' });
  each.sourceFailed('one', error('throttled'));
  expect(reported()).toEqual(['throttled']);
  freshness.isStale = false;
  each.sourceSucceeded('one');
  expect(events[1]).toMatchObject({ type: 'instance-recovered', afterMs: 20_000 });
  expect(each.problem).toBeUndefined();
});

it('a refusal takes precedence over a retryable failure, and ends independently', () => {
  const { each, reported, freshness } = health();
  freshness.isStale = true;
  each.sourceFailed('one', error('denied'));
  each.sourceFailed('other', error('transient'));
  each.sourceFailed('one', error('denied'));
  expect(reported()).toEqual(['denied']);
  freshness.isStale = false;
  each.sourceSucceeded('one');
  expect(reported()).toEqual(['denied', 'instance-recovered']);
  expect(each.problem).toBeUndefined();
});

it('is refused only when every source is', () => {
  const { each } = health();
  each.sourceFailed('one', error('denied'));
  expect(each.isRefused).toBe(false);
  each.sourceFailed('other', error('transient'));
  expect(each.isRefused).toBe(false);
  each.sourceFailed('other', error('denied'));
  expect(each.isRefused).toBe(true);
});

it('counts failures until a source succeeds', () => {
  const { each } = health();
  each.failed(error('denied'));
  each.failed(error('denied'));
  expect(each.failures).toBe(2);
  each.sourceSucceeded('one');
  expect(each.failures).toBe(0);
});

it('first contact is made when one source succeeds, or all have failed', async () => {
  const first = health().each;
  first.sourceFailed('one', error('denied'));
  first.sourceSucceeded('other');
  expect(await first.firstContact).toBe('reached');
  const second = health().each;
  second.sourceFailed('one', error('denied'));
  second.sourceFailed('other', error('denied'));
  expect(await second.firstContact).toMatchObject({ fault: 'denied', isRetryable: false });
});
