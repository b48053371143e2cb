import { expect, it } from 'vitest';
import { passTimeUntil, useVirtualTime } from '../support/virtual-time.js';
import { createWorld, startMany, type World } from '../support/world.js';
import { createWatcher } from '../../src/watcher/watcher.js';
import { recordingSink, watchWorld } from '../watcher/support.js';
import { expectReported, MINUTE, ORDERS, passHours, SECOND, stopped } from './watch-support.js';

useVirtualTime();

const AHEAD_MS = 10 * MINUTE;
const LIST_FIELD = 'PermissionSetsProvisioningStatus';

/** A service whose clock is ten minutes behind, with or without a Date header in its responses. */
function behind(world: World, dateHeader: 'with a date' | 'without a date'): World {
  const { requestHandler } = world.emulator;
  const skewed: typeof requestHandler = {
    ...requestHandler,
    handle: async (request, options) => {
      const { response } = await requestHandler.handle(request, options);
      const { date, ...headers } = response.headers;
      const behindDate = { date: new Date(Date.parse(date ?? '') - AHEAD_MS).toUTCString() };
      return {
        response: {
          ...response,
          headers: { ...headers, ...(dateHeader === 'with a date' && behindDate) },
        },
      };
    },
  };
  const { client } = createWorld({}, { requestHandler: skewed });
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const rows: unknown = Reflect.get(result.output, LIST_FIELD);
      if (!Array.isArray(rows)) return result;
      for (const row of rows) row.CreatedDate = new Date(row.CreatedDate.getTime() - AHEAD_MS);
      return result;
    },
    { step: 'initialize' },
  );
  return { ...world, client };
}

const KINDS = { kinds: ['permission-set-provisioning'] } as const;

it.each(ORDERS.flatMap((listOrder) => [0, 150].map((history) => ({ listOrder, history }))))(
  'a clock that is ten minutes ahead hides no short request, and reports no earlier one: %o',
  async (options) => {
    const service = behind(createWorld(options), 'with a date');
    startMany(service, 2, { durationMs: SECOND });
    await passHours(MINUTE);
    const world = watchWorld(service, KINDS);
    await passTimeUntil(world.watcher.start());
    await passHours(MINUTE);
    const refs = startMany(world, 2, { durationMs: SECOND });
    await passHours(5 * MINUTE);
    expectReported(refs, world);
    await stopped(world);
    const missed = startMany(world, 2, { durationMs: SECOND });
    await passHours(MINUTE);
    const second = world.again();
    await passTimeUntil(second.watcher.start());
    await passHours(5 * MINUTE);
    expectReported(missed, second);
    await stopped(second);
  },
);

it('the clock is compared even if the instance must be found first, and the client stays unchanged', async () => {
  const { emulator, client } = behind(createWorld(), 'with a date');
  const before = client.middlewareStack.identify();
  const sink = recordingSink();
  const watcher = createWatcher({ ...KINDS, instances: [{ client }], sinks: [sink] });
  await passTimeUntil(watcher.start());
  expect(client.middlewareStack.identify()).toEqual(before);
  await passHours(MINUTE);
  startMany({ emulator, client }, 2, { durationMs: SECOND });
  await passHours(2 * MINUTE);
  expect(sink.received).toHaveLength(2);
  await passTimeUntil(watcher.stop());
});

it('uses its own clock if responses have no date', async () => {
  const world = watchWorld(behind(createWorld(), 'without a date'), KINDS);
  await passTimeUntil(world.watcher.start());
  await passHours(11 * MINUTE);
  const refs = startMany(world, 2, { durationMs: SECOND });
  await passHours(2 * MINUTE);
  expectReported(refs, world);
  await stopped(world);
});
