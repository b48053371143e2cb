import { maskedCrc32c } from './crc32c.js';

/** The content of a log of LevelDB. */
export interface LogReading {
  readonly records: readonly Uint8Array[];
  /** The damage, as a clause without a subject; absent if the log is intact, or only its end is torn. */
  readonly damage?: string;
}

/** The types of fragments. */
const FULL = 1;
const FIRST = 2;
const LAST = 4;

const BLOCK_BYTES = 32_768;
const HEADER_BYTES = 7;

/**
 * Reads a log of LevelDB, and distinguishes damage from the torn end that a crash leaves. LevelDB itself skips
 * unreadable records, and then deletes the log.
 *
 * Each write is on the disk before the next one begins. So only the last write can be torn, and a write after an
 * unreadable record proves damage.
 *
 * @see https://github.com/google/leveldb/blob/main/doc/log_format.md
 */
export function readLog(bytes: Buffer): LogReading {
  const records: Uint8Array[] = [];
  let parts: Uint8Array[] | undefined;
  let badAt: number | undefined;
  let offset = 0;
  while (offset + HEADER_BYTES <= bytes.length) {
    const left = BLOCK_BYTES - (offset % BLOCK_BYTES);
    const length = left < HEADER_BYTES ? 0 : bytes.readUInt16LE(offset + 4);
    const type = left < HEADER_BYTES ? 0 : bytes.readUInt8(offset + 6);
    const end = offset + HEADER_BYTES + length;
    if (left < HEADER_BYTES) {
      offset += left;
    } else if (type === 0 && length === 0) {
      badAt ??= offset;
      offset += left;
    } else if (type < FULL || type > LAST || HEADER_BYTES + length > left) {
      return { records, damage: `is not readable at byte ${offset}` };
    } else if (end > bytes.length) {
      break;
    } else if (bytes.readUInt32LE(offset) !== maskedCrc32c(bytes.subarray(offset + 6, end))) {
      badAt ??= offset;
      offset = end;
    } else {
      const begins = type === FULL || type === FIRST;
      if (begins && badAt !== undefined) {
        return { records, damage: `has a wrong checksum at byte ${badAt}` };
      }
      if (badAt === undefined && begins === (parts !== undefined)) {
        return { records, damage: `lacks a part of a record at byte ${offset}` };
      }
      parts = [...(parts ?? []), bytes.subarray(offset + HEADER_BYTES, end)];
      if (badAt === undefined && (type === FULL || type === LAST)) {
        records.push(Buffer.concat(parts));
        parts = undefined;
      }
      offset = end;
    }
  }
  return { records };
}
