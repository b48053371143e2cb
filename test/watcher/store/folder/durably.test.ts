import { expect, it } from 'vitest';
import { durably, type Operation } from '../../../../src/watcher/store/folder/durably.js';

const operations: readonly Operation[] = [{ type: 'put', key: 'a', value: '1' }];

/** A database whose operations fail on request. */
function createDatabase(fails: (step: number) => boolean) {
  const steps: string[] = [];
  const step = async (name: string) => {
    steps.push(name);
    if (fails(steps.length)) throw new Error(`${name} failed`);
  };
  return {
    steps,
    open: () => step('open'),
    close: () => step('close'),
    batch: (_: Operation[], { sync }: { readonly sync: true }) => step(`batch sync=${sync}`),
  };
}

it('syncs each batch', async () => {
  const database = createDatabase(() => false);
  const commit = durably(database);
  await commit(operations);
  await commit(operations);
  expect(database.steps).toEqual(['batch sync=true', 'batch sync=true']);
});

it('reopens the database after a failed write, before the next one', async () => {
  const database = createDatabase((step) => step === 1 || step === 3);
  const commit = durably(database);
  await expect(commit(operations)).rejects.toThrow('batch sync=true failed');
  await expect(commit(operations)).rejects.toThrow('open failed');
  await commit(operations);
  await commit(operations);
  expect(database.steps.join(', ')).toBe(
    'batch sync=true, close, open, close, open, batch sync=true, batch sync=true',
  );
});
