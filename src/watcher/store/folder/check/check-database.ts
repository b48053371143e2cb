import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readLog } from './check-log.js';
import { readManifest, type Manifest } from './check-manifest.js';
import { findTableDamage } from './check-table.js';

/**
 * Describes the damage of a closed database, as a clause; `undefined` if it is intact or empty. Unlike opening
 * it, this changes nothing: LevelDB silently repairs what it can, and deletes the rest.
 *
 * It does not read the file LOCK, because closing that file would release a lock of this process.
 *
 * @param folder an existing folder
 */
export async function findDatabaseDamage(folder: string): Promise<string | undefined> {
  const names = new Set(await readdir(folder));
  if (!names.has('CURRENT')) {
    const rest = [...names].find((name) => /\.(?:log|ldb)$/.test(name));
    return rest === undefined ? undefined : `the file ${rest} exists, but CURRENT is missing`;
  }
  const current = await readFile(join(folder, 'CURRENT'), 'latin1');
  const [, name] = /^(MANIFEST-\d+)\n$/.exec(current) ?? [];
  if (name === undefined) return 'the file CURRENT does not name a manifest';
  if (!names.has(name)) return `the file ${name} is missing`;
  const { records, damage } = readLog(await readFile(join(folder, name)));
  if (damage !== undefined) return `the file ${name} ${damage}`;
  const manifest = manifestOf(records);
  if (manifest === undefined) return `the file ${name} is not a manifest`;
  return (
    (await findLogDamage(folder, names, manifest)) ??
    (await findTablesDamage(folder, names, manifest))
  );
}

function manifestOf(records: readonly Uint8Array[]): Manifest | undefined {
  try {
    return readManifest(records);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

async function findLogDamage(
  folder: string,
  names: ReadonlySet<string>,
  { log }: Manifest,
): Promise<string | undefined> {
  const expected = fileName(log, 'log');
  if (log > 0 && !names.has(expected)) return `the file ${expected} is missing`;
  for (const name of [...names].filter((each) => each.endsWith('.log')).sort()) {
    const { damage } = readLog(await readFile(join(folder, name)));
    if (damage !== undefined) return `the file ${name} ${damage}`;
  }
  return undefined;
}

/** Checks only tables that the manifest names. Others are incomplete after a crash, and are not used. */
async function findTablesDamage(
  folder: string,
  names: ReadonlySet<string>,
  { tables }: Manifest,
): Promise<string | undefined> {
  for (const [number, size] of tables) {
    const name = fileName(number, 'ldb');
    if (!names.has(name)) return `the file ${name} is missing`;
    const bytes = await readFile(join(folder, name));
    const damage =
      bytes.length === size
        ? findTableDamage(bytes)
        : `has ${bytes.length} bytes instead of ${size}`;
    if (damage !== undefined) return `the file ${name} ${damage}`;
  }
  return undefined;
}

function fileName(number: number, extension: string): string {
  return `${String(number).padStart(6, '0')}.${extension}`;
}
