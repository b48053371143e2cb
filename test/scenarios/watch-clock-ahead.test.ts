import { expect, it } from 'vitest';
import { passTimeUntil, useVirtualTime } from '../support/virtual-time.js';
import { createWorld, startMany, type World } from '../support/world.js';
import { createWatcher } from '../../src/watcher/watcher.js';
import { recordingSink, watchWorld } from '../watcher/support.js';
import { expectTold, MINUTE, ORDERS, passHours, SECOND, stopped } from './watch-support.js';

useVirtualTime();

const AHEAD_MS = 10 * MINUTE;
const LIST_FIELD = 'PermissionSetsProvisioningStatus';

/** A service whose clock is ten minutes behind this machine's. */
function behind(world: World, tells: 'tells its time' | 'tells no time'): World {
  const { requestHandler } = world.emulator;
  const skewed: typeof requestHandler = {
    ...requestHandler,
    handle: async (request, options) => {
      const { response } = await requestHandler.handle(request, options);
      const { date, ...headers } = response.headers;
      const told = { date: new Date(Date.parse(date ?? '') - AHEAD_MS).toUTCString() };
      return {
        response: { ...response, headers: { ...headers, ...(tells === 'tells its time' && told) } },
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
  'a clock ten minutes ahead swallows no short request, and tells nothing of the past: %o',
  async (options) => {
    const service = behind(createWorld(options), 'tells its time');
    startMany(service, 2, { durationMs: SECOND });
    await passHours(MINUTE);
    const world = watchWorld(service, KINDS);
    await passTimeUntil(world.watcher.start());
    await passHours(MINUTE);
    const refs = startMany(world, 2, { durationMs: SECOND });
    await passHours(5 * MINUTE);
    expectTold(refs, world);
    await stopped(world);
    const missed = startMany(world, 2, { durationMs: SECOND });
    await passHours(MINUTE);
    const second = world.again();
    await passTimeUntil(second.watcher.start());
    await passHours(5 * MINUTE);
    expectTold(missed, second);
    await stopped(second);
  },
);

it('counts also where the instance has to be found first, and leaves the client as it was', async () => {
  const { emulator, client } = behind(createWorld(), 'tells its time');
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

it('goes by its own clock where the service tells no time', async () => {
  const world = watchWorld(behind(createWorld(), 'tells no time'), KINDS);
  await passTimeUntil(world.watcher.start());
  await passHours(11 * MINUTE);
  const refs = startMany(world, 2, { durationMs: SECOND });
  await passHours(2 * MINUTE);
  expectTold(refs, world);
  await stopped(world);
});
