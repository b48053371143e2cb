import type { ClassicLevel, DatabaseOptions as LevelOptions } from 'classic-level';
import { mkdir, open, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { findDatabaseDamage } from './check/check-database.js';
import { claimFolder } from './format-file.js';
import { alreadyOpen, codeOf, damaged, locked, stateErrorOf } from '../state-errors.js';

/** An open database, which this process alone uses. */
export interface OpenDatabase {
  readonly level: ClassicLevel;
  close(): Promise<void>;
}

/**
 * LevelDB's lock holds against other processes. Within one, a second attempt would give it up: POSIX
 * drops a process's lock on a file when the process closes that file anywhere.
 */
const inUse = new Set<string>();

/**
 * Opens the database in a folder, or makes one where the folder is new or empty. What is damaged or
 * newer is left as it is.
 *
 * @param name the folder as messages name it
 * @throws {StateError}
 */
export async function openDatabase(folder: string, name: string): Promise<OpenDatabase> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // One folder, one name: LevelDB knows what it locked by the path.
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
  /** So that the tables can be checked. */
  compression: false,
  /** Small, as states are: what was deleted takes up room until a dozen tables of this size are merged. */
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
  if (codeOf(error) === 'ENOENT') return 'a file in it is a link to nowhere';
  throw error;
}

/** Asking LevelDB to open no database that exists makes it take the lock, and do nothing else. */
async function tryLock(database: string, name: string): Promise<void> {
  try {
    const level = await openLevel(database, { createIfMissing: false, errorIfExists: true });
    await level.close();
  } catch (error) {
    if (stateErrorOf(name, error).reason === 'locked') throw locked(name, error);
  }
}

/** So that a power cut does not take the database away and leave the marker. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // Windows cannot open a folder, and has no need to.
  }
}
