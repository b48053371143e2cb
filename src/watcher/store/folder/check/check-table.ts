import { ByteReader } from './byte-reader.js';
import { maskedCrc32c } from './crc32c.js';

/**
 * Describes the damage of a table of LevelDB, as a clause without a subject; `undefined` if it is intact.
 * LevelDB itself does not verify the checksums with the options used here.
 *
 * @see https://github.com/google/leveldb/blob/main/doc/table_format.md
 */
export function findTableDamage(bytes: Buffer): string | undefined {
  const footerAt = bytes.length - FOOTER_BYTES;
  if (footerAt < 0 || !bytes.subarray(-MAGIC.length).equals(MAGIC))
    return 'does not end like a table';
  try {
    const footer = new ByteReader(bytes.subarray(footerAt));
    checkBlocks(bytes, [readHandle(footer), readHandle(footer)]);
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return `is not readable: ${error.message}`;
    throw error;
  }
}

const FOOTER_BYTES = 48;
const MAGIC = Buffer.from('57fb808b247547db', 'hex');

/** After each block: one byte for the compression, and four for a checksum. */
const TYPE_BYTES = 1;
const CRC_BYTES = 4;

/** The position of a block. */
interface Handle {
  readonly offset: number;
  readonly size: number;
}

function readHandle(reader: ByteReader): Handle {
  return { offset: reader.varint(), size: reader.varint() };
}

/** Checks the two index blocks, and the blocks that they list. */
function checkBlocks(bytes: Buffer, lists: readonly Handle[]): void {
  for (const list of lists) {
    for (const handle of readList(readBlock(bytes, list))) readBlock(bytes, handle);
  }
}

function readBlock(bytes: Buffer, { offset, size }: Handle): Buffer {
  const end = offset + size + TYPE_BYTES;
  if (end + CRC_BYTES > bytes.length) throw new RangeError('a block is truncated');
  if (bytes.readUInt32LE(end) !== maskedCrc32c(bytes.subarray(offset, end))) {
    throw new RangeError(`the block at byte ${offset} has a wrong checksum`);
  }
  // Blocks are written without compression, so that the indexes can be read here.
  if (bytes[offset + size] !== 0) throw new RangeError(`the block at byte ${offset} is compressed`);
  return bytes.subarray(offset, offset + size);
}

/** Reads an index: entries, then four bytes for each restart point, then their number in four bytes. */
function readList(block: Buffer): Handle[] {
  const restarts = block.readUInt32LE(block.length - 4);
  const reader = new ByteReader(block.subarray(0, block.length - 4 - 4 * restarts));
  const handles: Handle[] = [];
  while (!reader.done) {
    reader.varint(); // bytes shared with the key before
    const keyBytes = reader.varint();
    const valueBytes = reader.varint();
    reader.take(keyBytes);
    handles.push(readHandle(new ByteReader(reader.take(valueBytes))));
  }
  return handles;
}
