import { ByteReader } from './byte-reader.js';

/** The files of the database. */
export interface Manifest {
  /** The log with the latest writes; 0 in a database that was never opened. */
  readonly log: number;
  /** The size in bytes of each table by its number. */
  readonly tables: ReadonlyMap<number, number>;
}

/**
 * Applies the changes in a manifest of LevelDB.
 *
 * @throws {RangeError} when it is not a manifest
 * @see https://github.com/google/leveldb/blob/main/db/version_edit.cc
 */
export function readManifest(records: readonly Uint8Array[]): Manifest {
  const tables = new Map<number, number>();
  let log = 0;
  for (const record of records) {
    const reader = new ByteReader(record);
    while (!reader.done) {
      const tag = reader.varint();
      if (tag === TAG.log) log = reader.varint();
      else if (tag === TAG.newTable) {
        reader.varint(); // level
        tables.set(reader.varint(), reader.varint());
        reader.slice(); // smallest key
        reader.slice(); // largest key
      } else if (tag === TAG.deletedTable) {
        reader.varint(); // level
        tables.delete(reader.varint());
      } else skip(tag, reader);
    }
  }
  return { log, tables };
}

const TAG = {
  comparator: 1,
  log: 2,
  nextFile: 3,
  lastSequence: 4,
  compactPointer: 5,
  deletedTable: 6,
  newTable: 7,
  previousLog: 9,
} as const;

function skip(tag: number, reader: ByteReader): void {
  switch (tag) {
    case TAG.comparator:
      reader.slice();
      return;
    case TAG.compactPointer:
      reader.varint();
      reader.slice();
      return;
    case TAG.nextFile:
    case TAG.lastSequence:
    case TAG.previousLog:
      reader.varint();
      return;
    default:
      throw new RangeError(`an entry has the unknown tag ${tag}`);
  }
}
