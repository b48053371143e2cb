import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createFolderStore } from '../../../src/watcher/store/folder/folder-store.js';
import { startStoreChild } from './support/store-child.js';
import { useTemporaryFolders } from './support/temporary-folder.js';

const newFolder = useTemporaryFolders();

const isOpen = (line: string) => line === 'open';

it('locks out other stores of the same process, by any path', async () => {
  const folder = newFolder();
  const store = createFolderStore(folder);
  await store.open();
  const link = newFolder();
  symlinkSync(folder, link);
  for (const path of [folder, `${folder}/../${folder.split('/').at(-1)}`, link]) {
    await expect(createFolderStore(path).open()).rejects.toMatchObject({ reason: 'locked' });
  }
  await store.write([{ type: 'put', key: 'a', value: 1 }]);
  await store.close();
  const next = createFolderStore(link);
  await next.open();
  expect(await next.get('a')).toBe(1);
  await next.close();
});

it('locks out other processes, even after a second attempt in the same process', async () => {
  const folder = newFolder();
  const store = createFolderStore(folder);
  await store.open();
  await expect(createFolderStore(folder).open()).rejects.toMatchObject({ reason: 'locked' });
  const child = startStoreChild('try', folder);
  await child.ended;
  expect(child.lines).toEqual(['opening', 'locked']);
  await store.close();
});

it('is locked out by another process, until that is killed', async () => {
  const folder = newFolder();
  const child = startStoreChild('hold', folder);
  await child.seen(isOpen);
  const store = createFolderStore(folder);
  await expect(store.open()).rejects.toMatchObject({
    code: 'STATE',
    reason: 'locked',
    message:
      `The state folder ${folder} is in use by another watcher. Stop that watcher, or use a ` +
      'separate folder.',
  });
  await child.kill();
  await store.open();
  await store.close();
});

it('does not report damage while another process uses the state', async () => {
  const folder = newFolder();
  const child = startStoreChild('hold', folder);
  await child.seen(isOpen);
  writeFileSync(join(folder, 'db', '000099.log'), 'half a file of the other process');
  const store = createFolderStore(folder);
  await expect(store.open()).rejects.toMatchObject({ reason: 'locked' });
  await child.kill();
  await expect(store.open()).rejects.toMatchObject({ reason: 'damaged' });
});
