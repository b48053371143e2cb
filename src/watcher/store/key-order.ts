import type { StateEntry, StateRange } from './store.js';

/** Compares two keys by their UTF-8 bytes, for `sort`. */
export function compareKeys(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let index = 0; index < length; index += 1) {
    const unit = one.charCodeAt(index);
    const otherUnit = other.charCodeAt(index);
    if (unit !== otherUnit) return rank(unit) - rank(otherUnit);
  }
  return one.length - other.length;
}

/**
 * In UTF-8 the characters beyond 0xFFFF, two surrogates each in a string, come after all others; in a
 * string they stand before 0xE000.
 */
function rank(unit: number): number {
  if (unit >= 0xe0_00) return unit - 0x8_00;
  return unit >= 0xd8_00 ? unit + 0x20_00 : unit;
}

/** The index of the first of the sorted keys that is not before `key`. */
export function indexOfKey(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareKeys(keys[middle] ?? '', key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where a range begins: at a key, or right after it. */
export function startOf({ prefix, after }: StateRange): { gte: string } | { gt: string } {
  return after === undefined || compareKeys(after, prefix) < 0 ? { gte: prefix } : { gt: after };
}

/** Whether a range, read from its start on, is complete without this key. */
export function endsBefore(
  { prefix, limit = Infinity }: StateRange,
  key: string,
  entries: readonly StateEntry[],
): boolean {
  return entries.length >= limit || !key.startsWith(prefix);
}
