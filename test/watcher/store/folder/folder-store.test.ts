import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createFolderStore } from '../../../../src/watcher/store/folder/folder-store.js';
import { describeStore } from '../store-contract.js';
import { useTemporaryFolders } from '../support/temporary-folder.js';

const newFolder = useTemporaryFolders();

describeStore('the store in a folder', () => createFolderStore(newFolder()));

it('creates its folder and the parent folders for the owner only', async () => {
  const folder = join(newFolder(), 'deep', 'down');
  const store = createFolderStore(folder);
  await store.open();
  await store.close();
  for (const path of [join(folder, '..'), folder, join(folder, 'db')]) {
    expect(statSync(path).mode & 0o777).toBe(0o700);
  }
});

it('keeps the permissions of an existing folder, and restricts those of its content', async () => {
  const folder = newFolder();
  mkdirSync(folder, { mode: 0o755 });
  const store = createFolderStore(folder);
  await store.open();
  await store.close();
  expect(statSync(folder).mode & 0o777).toBe(0o755);
  expect(statSync(join(folder, 'db')).mode & 0o777).toBe(0o700);
});

it('frees the space of overwritten and deleted entries', async () => {
  const store = createFolderStore(newFolder());
  await store.open();
  const sizes: number[] = [];
  for (let round = 0; round < 600; round += 1) {
    await store.write([
      { type: 'put', key: `k${round}`, value: 'x'.repeat(100_000) },
      { type: 'delete', key: `k${round - 4}` },
    ]);
    sizes.push(await store.sizeBytes());
  }
  // Of the 60 MB written, LevelDB may keep twelve tables of 1 MB until it merges them.
  expect(Math.max(...sizes)).toBeLessThan(30_000_000);
  await store.close();
});
