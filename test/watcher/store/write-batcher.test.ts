import { expect, it, vi } from 'vitest';
import { StateError } from '../../../src/engine/results/errors.js';
import { WriteBatcher } from '../../../src/watcher/store/write-batcher.js';
import { createMemoryStore } from '../../../src/watcher/store/memory-store.js';
import type { StateChange, StateStore } from '../../../src/watcher/store/store.js';
import { useVirtualTime } from '../../support/virtual-time.js';
import { skip } from '../delivery/support.js';

useVirtualTime();

const put = (key: string): StateChange => ({ type: 'put', key, value: 1 });

/** A store whose first writes fail. */
function unreliable(failures: number): {
  store: StateStore;
  writes: string[][];
  failed: unknown[];
} {
  const writes: string[][] = [];
  let left = failures;
  const store = createMemoryStore();
  const write = vi.fn(async (changes: readonly StateChange[]) => {
    writes.push(changes.map(({ key }) => key));
    await Promise.resolve();
    left -= 1;
    if (left >= 0) throw new Error('no space left on device');
  });
  return { store: Object.assign(store, { write }), writes, failed: [] };
}

it('writes in order, and combines changes that arrive together', async () => {
  const { store, writes } = unreliable(0);
  const batcher = new WriteBatcher(store);
  const done: string[] = [];
  const commit = async (...keys: string[]) => {
    await batcher.commit(keys.map(put));
    done.push(keys.join());
  };
  const first = Promise.all([commit('a', 'b'), commit('c')]);
  await Promise.resolve();
  await Promise.resolve();
  const second = Promise.all([commit('d'), commit(), commit('a')]);
  await Promise.all([first, second]);
  expect(writes).toEqual([
    ['a', 'b', 'c'],
    ['d', 'a'],
  ]);
  expect(done).toEqual(['a,b', 'c', 'd', '', 'a']);
});

it('writes nothing for an empty commit, but waits for the changes before it', async () => {
  const { store, writes } = unreliable(0);
  const batcher = new WriteBatcher(store);
  await batcher.commit([]);
  expect(writes).toEqual([]);
  const done: string[] = [];
  void batcher.commit([put('a')]).then(() => done.push('a'));
  await batcher.commit([]);
  expect(done).toEqual(['a']);
});

it('retries a failed write every 5 s, reports each failure, and keeps the order', async () => {
  const { store, writes, failed } = unreliable(3);
  const batcher = new WriteBatcher(store, { onFailure: (error) => failed.push(error) });
  const done: string[] = [];
  void batcher.commit([put('a')]).then(() => done.push('a'));
  await skip(7_000);
  void batcher.commit([put('b')]).then(() => done.push('b'));
  await skip(7_999);
  expect(done).toEqual([]);
  expect(failed).toHaveLength(3);
  await skip(1);
  expect(done).toEqual(['a', 'b']);
  expect(writes).toEqual([['a'], ['a'], ['a'], ['a'], ['b']]);
  expect(vi.getTimerCount()).toBe(0);
});

it('writes pending changes when it is closed', async () => {
  const { store, writes } = unreliable(0);
  const batcher = new WriteBatcher(store);
  const committed = batcher.commit([put('a')]);
  await batcher.close();
  await committed;
  expect(writes).toEqual([['a']]);
});

it('tries once more if it is closed while the store fails, and then gives up', async () => {
  const { store, writes } = unreliable(Infinity);
  const batcher = new WriteBatcher(store);
  const first = batcher.commit([put('a')]);
  await skip(1_000);
  const second = batcher.commit([put('b')]);
  const refused = Promise.allSettled([first, second]);
  await batcher.close();
  expect((await refused).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(writes).toEqual([['a'], ['a'], ['b']]);
  expect(vi.getTimerCount()).toBe(0);
});

it('does not retry after stopRetries, but writes the other changes', async () => {
  const { store, writes } = unreliable(2);
  const batcher = new WriteBatcher(store);
  const first = batcher.commit([put('a')]);
  const refused = Promise.allSettled([first]);
  await skip(1_000);
  batcher.stopRetries();
  expect(await refused).toMatchObject([{ status: 'rejected' }]);
  await batcher.commit([put('b')]);
  expect(writes).toEqual([['a'], ['a'], ['b']]);
  expect(vi.getTimerCount()).toBe(0);
});

it('rejects commits once it is closed', async () => {
  const { store, writes } = unreliable(0);
  const batcher = new WriteBatcher(store);
  await batcher.close();
  await expect(batcher.commit([put('a')])).rejects.toThrow(StateError);
  expect(writes).toEqual([]);
});
