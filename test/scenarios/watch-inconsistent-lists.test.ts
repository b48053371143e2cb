import { expect, it, vi } from 'vitest';
import type { RequestRef } from '../../src/index.js';
import { passTimeUntil, useVirtualTime } from '../support/virtual-time.js';
import { createWorld, startMany, type World } from '../support/world.js';
import { eventsOf, watchWorld, type WatchedWorld } from '../watcher/support.js';
import { expectReported, HOUR, MINUTE, passHours, SECOND, stopped } from './watch-support.js';

useVirtualTime();

interface ListedRow {
  RequestId: string;
  Status: string;
  CreatedDate?: Date;
}

/** The page and the list: the list of all requests has no filter, and a first page no token. */
interface ListInput {
  readonly NextToken: unknown;
  readonly Filter: unknown;
}

const LIST_FIELD = 'PermissionSetsProvisioningStatus';

/** Changes the rows of a page. */
type ChangeRows = (rows: ListedRow[], input: ListInput) => ListedRow[];

/** A client whose lists of provisionings have changed rows. */
function withChangedRows(world: World, change: () => ChangeRows): World {
  world.client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const rows: unknown = Reflect.get(result.output, LIST_FIELD);
      if (Array.isArray(rows)) {
        Reflect.set(
          result.output,
          LIST_FIELD,
          change()(rows, {
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

const unchanged: ChangeRows = (rows) => rows;
const KINDS = { kinds: ['permission-set-provisioning'] } as const;

async function watchLists(history: number, change: () => ChangeRows): Promise<WatchedWorld> {
  const world = watchWorld(withChangedRows(createWorld({ history }), change), KINDS);
  await passTimeUntil(world.watcher.start());
  await passHours(10 * MINUTE);
  return world;
}

const orders = ({ events }: WatchedWorld) =>
  eventsOf(events, 'list-order').map(({ order }) => order);

it('no request is lost if new rows no longer appear at the top of a list', async () => {
  // Later, new rows appear on the second page only.
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
  expectReported(refs, world);
  expect(orders(world).at(-1)).toBe('arbitrary');
  await stopped(world);
});

it('a list whose pages alone are sorted is not treated as newest first', async () => {
  const service = createWorld({ history: 250, listOrder: 'oldest-first' });
  const sorted: ChangeRows = (rows) => rows.toReversed();
  const world = watchWorld(
    withChangedRows(service, () => sorted),
    KINDS,
  );
  await passTimeUntil(world.watcher.start());
  const refs = startMany(world, 2, { durationMs: SECOND });
  await passHours(10 * MINUTE);
  expect(orders(world)).toEqual(['arbitrary']);
  expectReported(refs, world);
  await stopped(world);
});

it('requests whose rows have no date are reported if a sweep shows them in progress', async () => {
  const dateless: ChangeRows = (rows) =>
    rows.map(({ RequestId, Status }) => ({ RequestId, Status }));
  const world = await watchLists(150, () => dateless);
  const before = world.emulator.calls.total;
  await passHours(10 * MINUTE);
  expect((world.emulator.calls.total - before) / 600).toBeLessThanOrEqual(0.2);
  const refs = startMany(world, 2, { durationMs: MINUTE });
  await passHours(5 * MINUTE);
  expectReported(refs, world);
  expect(orders(world)).toEqual([]);
  await stopped(world);
});

it.each([0, 150])(
  'a row with a date in the far future hides no other request, with %i old entries',
  async (history) => {
    const future = new Date('2099-01-01T00:00:00Z');
    let change = unchanged;
    const world = await watchLists(history, () => change);
    const fake = { RequestId: '00000000-0000-4000-8000-000000000000', Status: 'SUCCEEDED' };
    change = (rows, { NextToken, Filter }) =>
      NextToken === undefined && Filter === undefined
        ? [{ ...fake, CreatedDate: future }, ...rows]
        : rows;
    await passHours(20 * MINUTE);
    const refs = startMany(world, 2, { durationMs: SECOND });
    await passHours(10 * MINUTE);
    const reported = world.sink.received.filter(({ requestId }) => requestId !== fake.RequestId);
    expect(reported.map(({ requestId }) => requestId).toSorted()).toEqual(
      refs.map(({ requestId }) => requestId).toSorted(),
    );
    await stopped(world);
  },
);

it('clock jumps cause no lost or duplicate reports', async () => {
  // The clock of the service does not jump.
  let jumpedMs = 0;
  const steady: ChangeRows = (rows) =>
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
    expectReported(refs, world);
    start();
    await passHours(10 * MINUTE);
    expectReported(refs, world);
  }
  await stopped(world);
});

it('no request is lost if a page token expires before the next page is read', async () => {
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
  expectReported(refs, world);
  expect((world.emulator.calls.total - before) / 600).toBeLessThanOrEqual(0.2);
  await stopped(world);
});
