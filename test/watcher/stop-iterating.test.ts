import { expect, it } from 'vitest';
import { passTime, passTimeUntil, useVirtualTime } from '../support/virtual-time.js';
import { createMemoryStore } from '../../src/watcher/store/memory-store.js';
import type { StateStore } from '../../src/watcher/store/store.js';
import { startMany } from '../support/world.js';
import { watchWorld } from './support.js';

useVirtualTime();

/** A store with slow lists, which records the calls after it was closed. */
function slowStore(): StateStore & { readonly tooLate: string[] } {
  const store = createMemoryStore();
  const tooLate: string[] = [];
  let isClosed = false;
  const late = (what: string) => {
    if (isClosed) tooLate.push(what);
  };
  return {
    tooLate,
    open: () => store.open(),
    get: (key) => store.get(key),
    list: async (range) => {
      late('list');
      const entries = await store.list(range);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      return entries;
    },
    write: (changes) => {
      late('write');
      return store.write(changes);
    },
    sizeBytes: () => store.sizeBytes(),
    close: () => {
      isClosed = true;
      return store.close();
    },
  };
}

it('lets an iteration that ends with the watcher clean up before the state is closed', async () => {
  const store = slowStore();
  const world = watchWorld(undefined, {}, store);
  const stopping = new AbortController();
  const run = async () => {
    let count = 0;
    for await (const _ of world.watcher.events({ signal: stopping.signal })) count += 1;
    await world.watcher.stop();
    return count;
  };
  const running = run();
  await passTime(30_000);
  startMany(world, 3, { durationMs: 20_000 });
  await passTime(60_000);
  stopping.abort();
  expect(await passTimeUntil(running)).toBe(6);
  await passTime(5_000);
  expect(store.tooLate).toEqual([]);
});
