import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFolderStore } from '../../../src/watcher/store/folder/folder-store.js';
import { startStoreChild } from './support/store-child.js';
import { useTemporaryFolders } from './support/temporary-folder.js';

const newFolder = useTemporaryFolders();

describe('after a crash during writes', () => {
  // Each write has 30 kB, so that some processes are killed while LevelDB converts its log to tables.
  it('has lost no acknowledged write, and contains no partial write', async () => {
    const folder = newFolder();
    let next = 0;
    for (const acknowledgements of [1, 150, 2, 333, 60, 450]) {
      const child = startStoreChild('fill', folder, next);
      const enough = String(next + acknowledgements);
      await child.seen((line) => line === enough);
      await child.kill();
      const acknowledged = Math.max(...child.lines.slice(2).map(Number));
      const stored = await readNumbers(folder);
      const last = stored.at(-1) ?? 0;
      expect(last).toBeGreaterThanOrEqual(acknowledged);
      expect(stored).toEqual(numbersUpTo(last));
      next = last + 1;
    }
  });
});

/** The numbers of the pairs. Checks that each is complete. */
async function readNumbers(folder: string): Promise<number[]> {
  const store = createFolderStore(folder);
  await store.open();
  const [as, bs] = await Promise.all([store.list({ prefix: 'a/' }), store.list({ prefix: 'b/' })]);
  await store.close();
  expect(as.map(({ key }) => key.slice(2))).toEqual(bs.map(({ key }) => key.slice(2)));
  expect(as.every(({ value }) => value === 'x'.repeat(30_000))).toBe(true);
  return bs.map(({ value }) => Number(value));
}

/** The last 100 numbers. */
function numbersUpTo(last: number): number[] {
  const first = Math.max(0, last - 99);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

describe('after a crash while the folder was created', () => {
  it.each(['opening', 'open'])('opens when it was killed at "%s"', async (moment) => {
    for (let round = 0; round < 3; round += 1) {
      const folder = newFolder();
      const child = startStoreChild('hold', folder);
      await child.seen((line) => line === moment);
      await child.kill();
      await expectToWork(folder);
    }
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['half a marker', { 'FORMAT.new': 'sso-ad' }],
    ['a marker', { FORMAT: 'sso-admin-waiter state 1\n' }],
    ['a lock', { FORMAT: 'sso-admin-waiter state 1\n', 'db/LOCK': '', 'db/LOG': 'a line\n' }],
    [
      'a manifest that counts for nothing yet',
      { FORMAT: 'sso-admin-waiter state 1\n', 'db/MANIFEST-000001': '', 'db/000001.dbtmp': 'MAN' },
    ],
    ['the folder of a disk', { 'lost+found/#1': '' }],
  ])('opens a folder with %s', async (_, files) => {
    const folder = newFolder();
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    await expectToWork(folder);
  });
});

async function expectToWork(folder: string): Promise<void> {
  const store = createFolderStore(folder);
  await store.open();
  await store.write([{ type: 'put', key: 'a', value: 1 }]);
  await store.close();
  await store.open();
  expect(await store.get('a')).toBe(1);
  await store.close();
}
