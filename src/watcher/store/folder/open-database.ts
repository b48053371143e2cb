import type { ClassicLevel, DatabaseOptions as LevelOptions } from 'classic-level';
import { mkdir, open, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { findDatabaseDamage } from './check/check-database.js';
import { claimFolder } from './format-file.js';
import { alreadyOpen, codeOf, damaged, locked, stateErrorOf } from '../state-errors.js';

/** An open database. No other process can use it. */
export interface OpenDatabase {
  readonly level: ClassicLevel;
  close(): Promise<void>;
}

/**
 * The databases that this process uses. LevelDB's lock excludes only other processes. A second attempt in the
 * same process would release it: POSIX drops the lock when the process closes the file anywhere.
 */
const inUse = new Set<string>();

/**
 * Opens the database in a folder, and creates it if the folder is new or empty. A damaged or newer state is not
 * changed.
 *
 * @param name the name of the folder in messages
 * @throws {StateError}
 */
export async function openDatabase(folder: string, name: string): Promise<OpenDatabase> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // The real path, because LevelDB identifies its locks by path.
    const real = await realpath(folder);
    if (inUse.has(real)) throw alreadyOpen(name);
    inUse.add(real);
    const release = () => inUse.delete(real);
    try {
      const level = await openChecked(real, name);
      return { level, close: () => level.close().finally(release) };
    } catch (error) {
      release();
      throw error;
    }
  } catch (error) {
    throw stateErrorOf(name, error);
  }
}

async function openChecked(folder: string, name: string): Promise<ClassicLevel> {
  await claimFolder(folder, name);
  const database = join(folder, 'db');
  await mkdir(database, { recursive: true, mode: 0o700 });
  await syncFolder(folder);
  await checkDatabase(database, name);
  return openLevel(database, OPTIONS);
}

const OPTIONS = {
  /** Off, so that the tables can be checked. */
  compression: false,
  /** Small, because deleted entries use space until a dozen tables of this size are merged. */
  writeBufferSize: 1_048_576,
} as const;

async function openLevel(
  database: string,
  options: LevelOptions<string, string>,
): Promise<ClassicLevel> {
  // Loaded here, so that a watcher without a folder does not load it.
  const { ClassicLevel } = await import('classic-level');
  // It starts to open when it is created, so it is created only after the checks.
  const level = new ClassicLevel(database, options);
  await level.open();
  return level;
}

/**
 * A database that appears damaged may be in use, so that files change while they are read. It is damaged only if
 * no process uses it, and a second check has the same result.
 */
async function checkDatabase(database: string, name: string): Promise<void> {
  let before: string | undefined;
  for (;;) {
    const damage = await findDatabaseDamage(database).catch(asDamage);
    if (damage === undefined) return;
    if (damage === before) throw damaged(name, damage);
    before = damage;
    await tryLock(database, name);
  }
}

function asDamage(error: unknown): string {
  if (codeOf(error) === 'ENOENT') return 'a file is a broken link';
  throw error;
}

/** Takes the lock only: with these options, LevelDB fails after it has taken the lock. */
async function tryLock(database: string, name: string): Promise<void> {
  try {
    const level = await openLevel(database, { createIfMissing: false, errorIfExists: true });
    await level.close();
  } catch (error) {
    if (stateErrorOf(name, error).reason === 'locked') throw locked(name, error);
  }
}

/** Syncs the folder, so that a power failure does not remove the database and leave the format file. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // Windows cannot open a folder, and does not need this.
  }
}
