import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { durably, type Operation } from './durably.js';
import { fromJson, toJson, endsBefore, startOf } from '../entries.js';
import { openDatabase, type OpenDatabase } from './open-database.js';
import {
  alreadyOpen,
  codeOf,
  damaged,
  folderName,
  notOpen,
  stateErrorOf,
} from '../state-errors.js';
import type { StateChange, StateEntry, StateRange, StateStore, StateValue } from '../store.js';
import { check } from '../../../engine/options/check.js';
import { nonBlank } from '../../../engine/options/schema.js';
import { escapeControlChars } from '../../../engine/util/escape-control-chars.js';

/**
 * A store in a folder, which one process at a time can open. It creates the folder if necessary, accessible only
 * to its owner. The changes of a resolved `write` survive a crash and a power failure.
 *
 * @param folder path of a folder that only this store uses
 * @throws {InvalidOptionError} when it is empty
 */
export function createFolderStore(folder: string): StateStore {
  return new FolderStore(check(nonBlank('the path of a folder'), folder, 'folder'));
}

interface Opened extends OpenDatabase {
  readonly commit: (operations: readonly Operation[]) => Promise<void>;
  /** Resolves when the pending writes have succeeded or failed. */
  written: Promise<void>;
}

class FolderStore implements StateStore {
  readonly #folder: string;
  readonly #name: string;
  #opened: Opened | undefined;
  /** Opening and closing run one after the other. */
  #turn: Promise<void> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
    this.#name = folderName(folder);
  }

  open(): Promise<void> {
    return this.#takeTurn(async () => {
      if (this.#opened !== undefined) throw alreadyOpen(this.#name);
      const database = await openDatabase(this.#folder, this.#name);
      this.#opened = { ...database, commit: durably(database.level), written: Promise.resolve() };
    });
  }

  async get(key: string): Promise<StateValue | undefined> {
    const text = await this.#use(({ level }) => level.get(key));
    return text === undefined ? undefined : this.#parse(key, text);
  }

  list(range: StateRange): Promise<readonly StateEntry[]> {
    return this.#use(async ({ level }) => {
      const entries: StateEntry[] = [];
      const options = { ...startOf(range), limit: range.limit ?? Infinity };
      for await (const [key, text] of level.iterator(options)) {
        if (endsBefore(range, key, entries)) break;
        entries.push({ key, value: this.#parse(key, text) });
      }
      return entries;
    });
  }

  async write(changes: readonly StateChange[]): Promise<void> {
    const operations = changes.map(toOperation);
    await this.#use((opened) => {
      const written = opened.written.then(() => opened.commit(operations));
      opened.written = written.catch(() => undefined);
      return written;
    });
  }

  sizeBytes(): Promise<number> {
    return this.#use(() => sizeOf(this.#folder));
  }

  close(): Promise<void> {
    return this.#takeTurn(async () => {
      const opened = this.#opened;
      if (opened === undefined) return;
      this.#opened = undefined;
      await opened.written;
      await opened.close();
    });
  }

  async #use<Result>(operate: (opened: Opened) => Promise<Result>): Promise<Result> {
    if (this.#opened === undefined) throw notOpen(this.#name);
    try {
      return await operate(this.#opened);
    } catch (error) {
      throw stateErrorOf(this.#name, error);
    }
  }

  #parse(key: string, text: string): StateValue {
    try {
      return fromJson(text);
    } catch (error) {
      throw damaged(this.#name, `the value of ${escapeControlChars(key)} is not JSON`, error);
    }
  }

  #takeTurn(act: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(act);
    this.#turn = turn.catch(() => {});
    return turn;
  }
}

function toOperation(change: StateChange): Operation {
  const { type, key } = change;
  return type === 'put' ? { type, key, value: toJson(key, change.value) } : { type: 'del', key };
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => fileSize(join(entry.parentPath, entry.name))),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** 0 for a file that the database deleted in the meantime. */
async function fileSize(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 0;
    throw error;
  }
}
