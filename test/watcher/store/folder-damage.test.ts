import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { beforeAll, describe, expect, it } from 'vitest';
import { createFolderStore } from '../../../src/watcher/store/folder/folder-store.js';
import { useTemporaryFolders } from './support/temporary-folder.js';

const newFolder = useTemporaryFolders();
const original = newFolder();

/** Enough entries for a table and a log. */
beforeAll(async () => {
  const store = createFolderStore(original);
  await store.open();
  for (let index = 0; index < 60; index += 1) {
    await store.write([{ type: 'put', key: `k/${index}`, value: 'x'.repeat(100_000) }]);
  }
  await store.close();
});

/** A copy of a state, and the path of the file whose name matches. */
function copyState(): { folder: string; path: (name: RegExp) => string } {
  const folder = newFolder();
  cpSync(original, folder, { recursive: true });
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const path = (pattern: RegExp) => {
    const name = names.find((each) => pattern.test(each));
    if (name === undefined) throw new Error(`no file ${pattern} among ${names.join(', ')}`);
    return join(folder, name);
  };
  return { folder, path };
}

/** Every file by its path, without the logs and the lock of LevelDB. */
function readFiles(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => statSync(join(folder, name)).isFile() && !/\/(?:LOG|LOG\.old|LOCK)$/.test(name),
  );
  return Object.fromEntries(
    names.sort().map((name) => [name, readFileSync(join(folder, name), 'base64')]),
  );
}

function overwrite(path: string, at: number, text: string): void {
  const bytes = readFileSync(path);
  bytes.write(text, at < 0 ? bytes.length + at : at, 'latin1');
  writeFileSync(path, bytes);
}

const CURRENT = /CURRENT$/;
const MANIFEST = /MANIFEST-\d+$/;
const LOG = /\.log$/;
const TABLE = /\.ldb$/;
const FORMAT = /^FORMAT$/;
const GARBAGE = 'garbage '.repeat(20);

describe('a damaged state is rejected and not changed', () => {
  it.each<[string, RegExp, (path: string) => void, string]>([
    ['no CURRENT', CURRENT, rmSync, 'CURRENT is missing'],
    ['an empty CURRENT', CURRENT, (path) => truncateSync(path), 'CURRENT does not name a manifest'],
    [
      'garbage in CURRENT',
      CURRENT,
      (path) => writeFileSync(path, GARBAGE),
      'CURRENT does not name',
    ],
    ['no manifest', MANIFEST, rmSync, 'MANIFEST-000002 is missing'],
    ['an empty manifest', MANIFEST, (path) => truncateSync(path), 'no meta-nextfile entry'],
    ['garbage as manifest', MANIFEST, (path) => writeFileSync(path, GARBAGE), 'at byte 0'],
    ['garbage at the start of the manifest', MANIFEST, (path) => overwrite(path, 9, 'X'), 'byte 0'],
    ['no log', LOG, rmSync, '.log is missing'],
    ['garbage as log', LOG, (path) => writeFileSync(path, GARBAGE), 'is not readable at byte 0'],
    ['a changed byte in the log', LOG, (path) => overwrite(path, 50_000, 'y'), 'a wrong checksum'],
    ['no table', TABLE, rmSync, '.ldb is missing'],
    ['garbage as table', TABLE, (path) => writeFileSync(path, GARBAGE), 'has 160 bytes instead of'],
    ['a changed byte in a table', TABLE, (path) => overwrite(path, 50_000, 'y'), 'wrong checksum'],
    [
      'garbage at the end of a table',
      TABLE,
      (path) => overwrite(path, -8, 'X'),
      'not end like a table',
    ],
    ['no FORMAT', FORMAT, rmSync, 'FORMAT is missing'],
    ['an empty FORMAT', FORMAT, (path) => truncateSync(path), 'does not contain the format'],
    [
      'garbage in FORMAT',
      FORMAT,
      (path) => writeFileSync(path, GARBAGE),
      'does not contain the format',
    ],
    ['half of FORMAT', FORMAT, (path) => truncateSync(path, 20), 'does not contain the format'],
    ['no database', /^db$/, (path) => writeFileSync(join(path, 'CURRENT'), ''), 'CURRENT does not'],
  ])('%s', async (_, name, damage, message) => {
    const { folder, path } = copyState();
    damage(path(name));
    const before = readFiles(folder);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const opening = createFolderStore(folder).open();
      await expect(opening).rejects.toMatchObject({
        code: 'STATE',
        reason: 'damaged',
        message: expect.stringContaining(message),
      });
      await expect(opening).rejects.toThrow(`The state folder ${folder} is damaged: `);
      await expect(opening).rejects.toThrow('or move it away to start without history.');
      expect(readFiles(folder)).toEqual(before);
    }
  });

  it('is found while reading if it occurs later', async () => {
    const folder = newFolder();
    const store = createFolderStore(folder);
    await store.open();
    await store.close();
    const level = new ClassicLevel(join(folder, 'db'));
    await level.put('k\u001b[2J', '{"cut": ');
    await level.close();
    await store.open();
    const error = {
      reason: 'damaged',
      message: expect.stringContaining('of k\\u001b[2J is not JSON'),
    };
    await expect(store.get('k\u001b[2J')).rejects.toMatchObject(error);
    await expect(store.list({ prefix: '' })).rejects.toMatchObject(error);
    await store.close();
  });
});

it('rejects a folder that belongs to something else, and does not advise to move it', async () => {
  const folder = newFolder();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'README.md'), 'mine');
  await expect(createFolderStore(folder).open()).rejects.toMatchObject({
    message:
      `The state folder ${folder} contains files, but no state. It was not changed. ` +
      'Use an empty folder, or a new one.',
  });
});

describe('the torn end after a crash is not damage', () => {
  it.each<[string, (path: string, size: number) => void]>([
    ['in the middle of a write', (path, size) => truncateSync(path, size - 50_000)],
    ['in a header', (path, size) => truncateSync(path, size - 100_000)],
    [
      'with a page that never reached the disk',
      (path) => overwrite(path, -5_000, '\0'.repeat(5_000)),
    ],
    ['with nothing but zeros', (path, size) => truncateSync(path, size + 9_000)],
  ])('%s', async (_, tear) => {
    const { folder, path } = copyState();
    tear(path(LOG), statSync(path(LOG)).size);
    const store = createFolderStore(folder);
    await store.open();
    expect((await store.list({ prefix: '' })).length).toBeGreaterThanOrEqual(58);
    await store.close();
  });

  it('tables that no manifest names are not damage', async () => {
    const { folder, path } = copyState();
    writeFileSync(join(path(/^db$/), '000777.ldb'), 'half a table');
    const store = createFolderStore(folder);
    await store.open();
    expect(await store.list({ prefix: '' })).toHaveLength(60);
    await store.close();
  });
});

it('rejects a newer state without changing it', async () => {
  const { folder, path } = copyState();
  writeFileSync(path(FORMAT), 'sso-admin-waiter state 2\nand what else it says\n');
  rmSync(path(CURRENT));
  const before = readFiles(folder);
  await expect(createFolderStore(folder).open()).rejects.toMatchObject({
    code: 'STATE',
    reason: 'newer',
    message:
      `The state folder ${folder} has format 2, but this version of sso-admin-waiter supports only format 1. ` +
      'It was not changed. Use the version that wrote it, or a separate folder.',
  });
  expect(readFiles(folder)).toEqual(before);
});

it('rejects a folder with other content, and adds nothing to it', async () => {
  const folder = newFolder();
  mkdirSync(folder);
  writeFileSync(join(folder, 'letter.txt'), 'Dear Ann');
  await expect(createFolderStore(folder).open()).rejects.toMatchObject({ reason: 'damaged' });
  expect(readdirSync(folder)).toEqual(['letter.txt']);
});

it('rejects a path that is not a folder, or cannot be one', async () => {
  const folder = newFolder();
  writeFileSync(folder, 'Dear Ann');
  for (const path of [folder, join(folder, 'below')]) {
    await expect(createFolderStore(path).open()).rejects.toMatchObject({
      code: 'STATE',
      reason: 'unavailable',
      message: expect.stringMatching(/ cannot be used: E\w+: .*Use a folder that can be read/),
    });
  }
  expect(readFileSync(folder, 'utf8')).toBe('Dear Ann');
});
