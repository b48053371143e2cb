import { expect, it } from 'vitest';
import { createMemoryStore } from '../../../src/watcher/store/memory-store.js';
import { describeStore } from './store-contract.js';

describeStore('the store in memory', createMemoryStore);

it('has size 0 when everything is deleted', async () => {
  const store = createMemoryStore();
  await store.open();
  await store.write([
    { type: 'put', key: 'é', value: 'one' },
    { type: 'put', key: 'é', value: 'two' },
    { type: 'put', key: 'b', value: 1 },
  ]);
  expect(await store.sizeBytes()).toBe('é"two"'.length + 1 + 'b1'.length);
  await store.write([
    { type: 'delete', key: 'é' },
    { type: 'delete', key: 'b' },
    { type: 'delete', key: 'none' },
  ]);
  expect(await store.sizeBytes()).toBe(0);
});
