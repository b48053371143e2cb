import { afterEach, beforeEach, expect, it } from 'vitest';
import { CallError } from '../../src/api/call-error.js';
import type { FaultKind } from '../../src/api/fault.js';
import { InstanceHealth } from '../../src/watch/instance-health.js';
import type { WatcherEvent } from '../../src/watch/watch-event.js';
import { passTime, useRealTime, useVirtualTime } from '../support/virtual-time.js';

beforeEach(useVirtualTime);
afterEach(useRealTime);

const error = (kind: FaultKind, operation = 'ListX') =>
  new CallError({ type: 'list', operation }, { kind, name: 'X', message: 'x', error: undefined });

function health() {
  const events: WatcherEvent[] = [];
  const each = new InstanceHealth('prod', ['one', 'other'], (event) => events.push(event));
  const told = () => events.map((event) => ('fault' in event ? event.fault : event.type));
  return { events, each, told };
}

it('tells once that it fails, and once that it works again', async () => {
  const { events, each, told } = health();
  each.failed(error('credentials'));
  await passTime(1_000);
  each.failed(error('credentials', 'ListY'));
  each.sourceWorked('one');
  await passTime(1_000);
  each.sourceWorked('other');
  each.sourceWorked('other');
  expect(told()).toEqual(['credentials', 'instance-recovered']);
  expect(events[1]).toMatchObject({ instance: 'prod', afterMs: 2_000 });
  expect(each.trouble).toBeUndefined();
});

it('tells when it fails in another way, and shows the latest since the first', async () => {
  const { each, told } = health();
  each.sourceFailed('one', error('throttled'));
  const since = each.trouble?.since;
  await passTime(1_000);
  each.sourceFailed('one', error('transient'));
  expect(told()).toEqual(['throttled']);
  each.sourceFailed('one', error('denied'));
  expect(told()).toEqual(['throttled', 'denied']);
  expect(each.trouble).toMatchObject({ since, fault: 'denied' });
  expect(each.trouble?.message).toContain('sso:ListX');
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

it('counts failures until something works', () => {
  const { each } = health();
  each.failed(error('denied'));
  each.failed(error('denied'));
  expect(each.failures).toBe(2);
  each.sourceWorked('one');
  expect(each.failures).toBe(0);
});

it('first contact is made with one that works, or when all have failed', async () => {
  const first = health().each;
  first.sourceFailed('one', error('denied'));
  first.sourceWorked('other');
  expect(await first.firstContact).toBe('reached');
  const second = health().each;
  second.sourceFailed('one', error('denied'));
  second.sourceFailed('other', error('denied'));
  expect(await second.firstContact).toMatchObject({ fault: 'denied', isPassing: false });
});
