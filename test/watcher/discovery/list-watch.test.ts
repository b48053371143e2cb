import { expect, it, vi } from 'vitest';
import type { Page, PageQuery, Row, StatusApi } from '../../../src/engine/calls/status-api.js';
import { MARGIN_MS, RequestIndex } from '../../../src/watcher/discovery/request-index.js';
import { ListWatch } from '../../../src/watcher/discovery/list-watch.js';
import { useVirtualTime } from '../../support/virtual-time.js';
import { row } from './rows.js';

useVirtualTime();

const PAGE = 100;
const { signal } = new AbortController();

/** A list of rows, top down, and its watch. */
function watch(all: Row[], since = Date.now() - MARGIN_MS) {
  const requested: string[] = [];
  const api: StatusApi = {
    describe: () => Promise.reject(new Error('not expected')),
    listPage: ({ status, nextToken }: PageQuery): Promise<Page> => {
      requested.push(`${status ?? 'all'} ${nextToken ?? 0}`);
      const rows = all.filter(({ reading }) => status === undefined || reading.status === status);
      const from = Number(nextToken ?? 0);
      const page = rows.slice(from, from + PAGE);
      const isLast = from + PAGE >= rows.length;
      return Promise.resolve(isLast ? { rows: page } : { rows: page, nextToken: `${from + PAGE}` });
    },
  };
  const index = new RequestIndex(since);
  const taken: string[] = [];
  const room = { hasRoom: true, isFull: false };
  const orders: string[] = [];
  const query = { kind: 'permission-set-provisioning', instanceArn: 'arn' } as const;
  const lists = new ListWatch(api, query, index, {
    onNewRow: ({ requestId }, classification) => {
      taken.push(`${requestId} ${classification}`);
      index.open(requestId);
      return Promise.resolve();
    },
    capacity: room,
    onOrder: (order) => orders.push(order),
    onForgotten: () => undefined,
  });
  const sweep = async () => {
    requested.length = 0;
    await lists.sweep(signal);
    return [...requested];
  };
  return { lists, index, taken, room, orders, requested, sweep };
}

/** Old rows, newest first, the newest of them a minute ago. */
const old = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    row(`old ${index}`, Date.now() - 60_000 * (index + 1)),
  );

it('reads a list of one page, which raises the watermark', async () => {
  const all = old(50);
  const { index, sweep, lists, taken } = watch(all, 0);
  await sweep();
  expect(taken).toHaveLength(50);
  expect(index.watermarkMs).toBe(Date.now() - 60_000 - MARGIN_MS);
  expect(lists.needsBackground).toBe(false);
  expect(await sweep()).toEqual(['all 0']);
});

it('reads only the top of a list that is newest first, which does not raise the watermark', async () => {
  const newestMs = Date.now() - 60_000;
  const { index, sweep, lists, orders } = watch(old(250), 0);
  const before = index.watermarkMs;
  await sweep();
  expect(orders).toEqual(['newest-first']);
  expect(await sweep()).toEqual(['all 0']);
  expect(index.watermarkMs).toBe(before);
  for (let page = 0; page < 5; page += 1) await lists.readBackground(signal);
  expect(index.watermarkMs).toBe(before);
  await lists.readBackground(signal);
  expect(lists.backgroundPasses).toBe(2);
  expect(index.watermarkMs).toBe(newestMs - MARGIN_MS);
});

it('reads more pages while they may contain new requests', async () => {
  const all = old(250);
  const { sweep, taken } = watch(all);
  await sweep();
  taken.length = 0;
  all.unshift(
    ...Array.from({ length: 120 }, (_, index) => row(`new ${index}`, Date.now() - index)),
  );
  expect(await sweep()).toEqual(['all 0', 'all 100']);
  expect(taken).toHaveLength(120);
});

it('compares both lists every ten minutes', async () => {
  const { sweep } = watch(old(250));
  await sweep();
  vi.advanceTimersByTime(599_000);
  expect(await sweep()).toEqual(['all 0']);
  vi.advanceTimersByTime(1_000);
  expect(await sweep()).toEqual(['IN_PROGRESS 0', 'all 0']);
  expect(await sweep()).toEqual(['all 0']);
});

it('disproves the order if the top misses a request in progress', async () => {
  const all = old(250);
  const { sweep, orders } = watch(all);
  await sweep();
  vi.advanceTimersByTime(600_000);
  all.splice(150, 0, row('hidden', Date.now(), 'IN_PROGRESS'));
  await sweep();
  expect(orders).toEqual(['newest-first', 'arbitrary']);
  expect(await sweep()).toEqual(['IN_PROGRESS 0']);
});

it('disproves the order if the list never showed an older request in progress', async () => {
  const all = old(1_200);
  const { sweep, orders } = watch(all);
  await sweep();
  vi.advanceTimersByTime(600_000);
  // Far down, below the top.
  all.splice(500, 0, row('hidden', Date.now() - 12 * MARGIN_MS, 'IN_PROGRESS'));
  await sweep();
  expect(orders).toEqual(['newest-first', 'arbitrary']);
});

it('sweeps the requests in progress in the same sweep in which the order is disproved', async () => {
  const all = old(250);
  const { sweep, orders, taken } = watch(all);
  await sweep();
  all.reverse();
  all.push(row('new', Date.now(), 'IN_PROGRESS'));
  expect(await sweep()).toEqual(['all 0', 'IN_PROGRESS 0']);
  expect(orders).toEqual(['newest-first', 'arbitrary']);
  expect(taken).toContain('new in-progress');
});

it('measures an unknown order only every ten minutes', async () => {
  const all = Array.from({ length: 250 }, (_, index) => row(`${index}`));
  const { sweep } = watch(all);
  expect(await sweep()).toEqual(['IN_PROGRESS 0', 'all 0']);
  expect(await sweep()).toEqual(['IN_PROGRESS 0']);
  vi.advanceTimersByTime(600_000);
  expect(await sweep()).toEqual(['IN_PROGRESS 0', 'all 0']);
});

it('detects that a list has shrunk to one page', async () => {
  const all = old(250).toReversed();
  const { sweep, lists } = watch(all);
  await sweep();
  expect(lists.dependsOnBackground).toBe(true);
  all.splice(0, 200);
  await lists.readBackground(signal);
  expect(lists.needsBackground).toBe(false);
  expect(await sweep()).toEqual(['all 0']);
});

it('without room for ended requests, reads those in progress, and catches up later', async () => {
  const all = old(250);
  const { room, sweep, taken } = watch(all, Date.now());
  await sweep();
  room.hasRoom = false;
  const running = row('running', Date.now(), 'IN_PROGRESS');
  all.unshift(
    running,
    ...Array.from({ length: 120 }, (_, index) => row(`new ${index}`, Date.now())),
  );
  expect(await sweep()).toEqual(['IN_PROGRESS 0']);
  expect(taken).toEqual(['running in-progress']);
  room.hasRoom = true;
  expect(await sweep()).toEqual(['all 0', 'all 100']);
  expect(taken).toHaveLength(121);
});

it('stops at the page that fills the capacity, and restarts there', async () => {
  const all = old(250);
  const { room, sweep, taken, index } = watch(all, Date.now());
  await sweep();
  all.unshift(...Array.from({ length: 120 }, (_, number) => row(`new ${number}`, Date.now())));
  const classify = index.classify.bind(index);
  const spy = vi.spyOn(index, 'classify').mockImplementation((each) => {
    if (each.requestId === 'new 50') room.hasRoom = false;
    return classify(each);
  });
  expect(await sweep()).toEqual(['all 0', 'IN_PROGRESS 0']);
  expect(taken).toHaveLength(100);
  room.hasRoom = true;
  spy.mockRestore();
  expect(await sweep()).toEqual(['all 0', 'all 100']);
  expect(taken).toHaveLength(120);
});

it('reads no more requests in progress than can be followed', async () => {
  const all = Array.from({ length: 250 }, (_, index) =>
    row(`${index}`, Date.now() - index * 10_000, 'IN_PROGRESS'),
  );
  const { room, sweep, taken } = watch(all);
  Object.assign(room, { hasRoom: false, isFull: true });
  expect(await sweep()).toEqual(['IN_PROGRESS 0']);
  expect(taken).toHaveLength(100);
});
