import { open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, damaged, foreign, newer } from '../state-errors.js';

/** The version of the format. Raise it if older versions of this package cannot read a new format. */
const FORMAT = 1;

const NAME = 'FORMAT';
/** The file is written under this name and then renamed, so that a crash leaves no incomplete file. */
const DRAFT = 'FORMAT.new';

/** Files that may exist in a new folder: a draft, and the folder in the root of a file system. */
const IGNORED = new Set([DRAFT, 'lost+found']);

/**
 * Checks the file with the format of the state, before the database is opened. Writes it if the folder is empty.
 *
 * @param name the name of the folder in messages
 * @throws {StateError} when a newer version wrote it, when its format is unknown, or when it is not a state
 */
export async function claimFolder(folder: string, name: string): Promise<void> {
  const text = await readText(join(folder, NAME));
  if (text !== undefined) {
    checkFormat(text, name);
    return;
  }
  const names = await readdir(folder);
  const other = names.find((each) => !IGNORED.has(each));
  // Another watcher may have claimed it in the meantime.
  if (other === NAME) await claimFolder(folder, name);
  else if (other === undefined) await writeFormat(folder);
  else if (names.includes('db')) throw damaged(name, `the file ${NAME} is missing`);
  else throw foreign(name);
}

/** Whether a folder does not exist or is empty. A folder that cannot be read counts as not empty. */
export async function isUnclaimed(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).every((each) => IGNORED.has(each));
  } catch (error) {
    return codeOf(error) === 'ENOENT';
  }
}

function checkFormat(text: string, name: string): void {
  const [, digits] = /^sso-admin-waiter state ([1-9]\d{0,8})\n/.exec(text) ?? [];
  const format = Number(digits);
  if (format > FORMAT) throw newer(name, format, FORMAT);
  if (text === textOf(FORMAT)) return;
  throw damaged(name, `the file ${NAME} does not contain the format of the state`);
}

async function writeFormat(folder: string): Promise<void> {
  const draft = join(folder, DRAFT);
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(textOf(FORMAT));
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await rename(draft, join(folder, NAME));
  } catch (error) {
    // Another watcher wrote the same file and renamed it first.
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

function textOf(format: number): string {
  return `sso-admin-waiter state ${format}\n`;
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
