import { expect, it, vi } from 'vitest';
import type { RequestRef } from '../../src/index.js';
import { passTimeUntil, useVirtualTime } from '../support/virtual-time.js';
import { createWorld, startMany, type World } from '../support/world.js';
import { eventsOf, watchWorld, type WatchedWorld } from '../watcher/support.js';
import { expectTold, HOUR, MINUTE, passHours, SECOND, stopped } from './watch-support.js';

useVirtualTime();

interface ListedRow {
  RequestId: string;
  Status: string;
  CreatedDate?: Date;
}

/** Which page of which list: the unfiltered one has no filter, a first page no token. */
interface ListInput {
  readonly NextToken: unknown;
  readonly Filter: unknown;
}

const LIST_FIELD = 'PermissionSetsProvisioningStatus';

/** What becomes of the rows of a page, whatever the service said. */
type Lie = (rows: ListedRow[], input: ListInput) => ListedRow[];

/** A client whose lists of provisionings lie. */
function lying(world: World, lie: () => Lie): World {
  world.client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const rows: unknown = Reflect.get(result.output, LIST_FIELD);
      if (Array.isArray(rows)) {
        Reflect.set(
          result.output,
          LIST_FIELD,
          lie()(rows, {
            NextToken: Reflect.get(args.input, 'NextToken'),
            Filter: Reflect.get(args.input, 'Filter'),
          }),
        );
      }
      return result;
    },
    { step: 'initialize' },
  );
  return world;
}

const honest: Lie = (rows) => rows;
const KINDS = { kinds: ['permission-set-provisioning'] } as const;

async function watchLists(history: number, lie: () => Lie): Promise<WatchedWorld> {
  const world = watchWorld(lying(createWorld({ history }), lie), KINDS);
  await passTimeUntil(world.watcher.start());
  await passHours(10 * MINUTE);
  return world;
}

const orders = ({ events }: WatchedWorld) =>
  eventsOf(events, 'list-order').map(({ order }) => order);

it('a list whose new rows no longer turn up at its top loses nothing', async () => {
  // From a time on, new rows show on the second page only, as if they were anywhere.
  let hiddenFrom = Infinity;
  let late: ListedRow[] = [];
  const world = await watchLists(250, () => (rows, { NextToken, Filter }) => {
    if (Filter !== undefined) return rows;
    const isNew = ({ CreatedDate }: ListedRow) => (CreatedDate?.getTime() ?? 0) > hiddenFrom;
    if (NextToken === undefined) {
      late = rows.filter(isNew);
      return rows.filter((row) => !isNew(row));
    }
    const moved = late;
    late = [];
    return [...moved, ...rows.filter((row) => !isNew(row))];
  });
  expect(orders(world)).toEqual(['newest-first']);
  hiddenFrom = Date.now();
  const refs: RequestRef[] = [];
  for (let round = 0; round < 2; round += 1) {
    await passHours(MINUTE);
    refs.push(...startMany(world, 2, { durationMs: SECOND }));
    await passHours(20 * MINUTE);
  }
  expectTold(refs, world);
  expect(orders(world).at(-1)).toBe('arbitrary');
  await stopped(world);
});

it('a list that is sorted page by page only is not taken for newest first', async () => {
  const service = createWorld({ history: 250, listOrder: 'oldest-first' });
  const sorted: Lie = (rows) => rows.toReversed();
  const world = watchWorld(
    lying(service, () => sorted),
    KINDS,
  );
  await passTimeUntil(world.watcher.start());
  const refs = startMany(world, 2, { durationMs: SECOND });
  await passHours(10 * MINUTE);
  expect(orders(world)).toEqual(['arbitrary']);
  expectTold(refs, world);
  await stopped(world);
});

it('rows without a date count while they run', async () => {
  const dateless: Lie = (rows) => rows.map(({ RequestId, Status }) => ({ RequestId, Status }));
  const world = await watchLists(150, () => dateless);
  const before = world.emulator.calls.total;
  await passHours(10 * MINUTE);
  expect((world.emulator.calls.total - before) / 600).toBeLessThanOrEqual(0.2);
  const refs = startMany(world, 2, { durationMs: MINUTE });
  await passHours(5 * MINUTE);
  expectTold(refs, world);
  expect(orders(world)).toEqual([]);
  await stopped(world);
});

it.each([0, 150])(
  'a row of the far future swallows nothing, with %i old entries',
  async (history) => {
    const future = new Date('2099-01-01T00:00:00Z');
    let lie = honest;
    const world = await watchLists(history, () => lie);
    const fake = { RequestId: '00000000-0000-4000-8000-000000000000', Status: 'SUCCEEDED' };
    lie = (rows, { NextToken, Filter }) =>
      NextToken === undefined && Filter === undefined
        ? [{ ...fake, CreatedDate: future }, ...rows]
        : rows;
    await passHours(20 * MINUTE);
    const refs = startMany(world, 2, { durationMs: SECOND });
    await passHours(10 * MINUTE);
    const told = world.sink.received.filter(({ requestId }) => requestId !== fake.RequestId);
    expect(told.map(({ requestId }) => requestId).toSorted()).toEqual(
      refs.map(({ requestId }) => requestId).toSorted(),
    );
    await stopped(world);
  },
);

it('jumps of the clock neither lose nor repeat', async () => {
  // The service's clock goes on as before, whatever this machine's says.
  let jumpedMs = 0;
  const steady: Lie = (rows) =>
    rows.map((row) => ({
      ...row,
      CreatedDate: new Date((row.CreatedDate?.getTime() ?? 0) - (offsets.get(row.RequestId) ?? 0)),
    }));
  const offsets = new Map<string, number>();
  const world = await watchLists(0, () => steady);
  const refs: RequestRef[] = [];
  const start = () => {
    const started = startMany(world, 2, { durationMs: SECOND });
    for (const { requestId } of started) offsets.set(requestId, jumpedMs);
    refs.push(...started);
  };
  for (const jumpMs of [0, 24 * HOUR, -24 * HOUR, -24 * HOUR, 24 * HOUR]) {
    vi.setSystemTime(Date.now() + jumpMs);
    jumpedMs += jumpMs;
    start();
    await passHours(10 * MINUTE);
    expectTold(refs, world);
    start();
    await passHours(10 * MINUTE);
    expectTold(refs, world);
  }
  await stopped(world);
});

it('a token that does not live until the next page is read does not hide the rest', async () => {
  const service = createWorld({ history: 350, listOrder: 'oldest-first' });
  const givenAt = new Map<string, number>();
  service.client.middlewareStack.add(
    (next) => async (args) => {
      const token: unknown = Reflect.get(args.input, 'NextToken');
      if (typeof token === 'string' && performance.now() - (givenAt.get(token) ?? 0) > 5_000) {
        throw Object.assign(new Error('The NextToken value is not valid.'), {
          name: 'ValidationException',
        });
      }
      const result = await next(args);
      const given: unknown = Reflect.get(result.output, 'NextToken');
      if (typeof given === 'string') givenAt.set(given, performance.now());
      return result;
    },
    { step: 'initialize' },
  );
  const world = watchWorld(service, KINDS);
  await passTimeUntil(world.watcher.start());
  await passHours(10 * MINUTE);
  const before = world.emulator.calls.total;
  const refs = startMany(world, 2, { durationMs: SECOND });
  await passHours(10 * MINUTE);
  expectTold(refs, world);
  expect((world.emulator.calls.total - before) / 600).toBeLessThanOrEqual(0.2);
  await stopped(world);
});
