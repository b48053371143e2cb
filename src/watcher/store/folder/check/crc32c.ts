/**
 * The checksum of LevelDB: CRC-32C, masked, because a checksum of data that contains checksums is weak.
 *
 * @see https://github.com/google/leveldb/blob/main/util/crc32c.h
 */
export function maskedCrc32c(bytes: Uint8Array): number {
  let crc = 0xff_ff_ff_ff;
  for (const byte of bytes) crc = (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  crc = ~crc;
  return (((crc >>> 15) | (crc << 17)) + 0xa2_82_ea_d8) >>> 0;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let entry = index;
  for (let bit = 0; bit < 8; bit += 1) {
    entry = (entry & 1) === 1 ? (entry >>> 1) ^ 0x82_f6_3b_78 : entry >>> 1;
  }
  return entry;
});
