import type { StateEntry, StateRange, StateValue } from './store.js';

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
 * In UTF-8, characters beyond 0xFFFF sort after all others. In a string they are two surrogates each, which
 * sort before 0xE000.
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

/** The start of a range: at a key, or right after it. */
export function startOf({ prefix, after }: StateRange): { gte: string } | { gt: string } {
  return after === undefined || compareKeys(after, prefix) < 0 ? { gte: prefix } : { gt: after };
}

/** Whether a range, read from its start, ends before this key. */
export function endsBefore(
  { prefix, limit = Infinity }: StateRange,
  key: string,
  entries: readonly StateEntry[],
): boolean {
  return entries.length >= limit || !key.startsWith(prefix);
}

/**
 * A value as text. Stores keep text, so that they share no objects with their callers.
 * @throws {TypeError} when JSON cannot represent the value
 */
export function toJson(key: string, value: StateValue): string {
  const text: string | undefined = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`The value of ${key} must be JSON.`);
  return text;
}

/** @throws {SyntaxError} when it is not JSON */
export function fromJson(text: string): StateValue {
  const value: StateValue = JSON.parse(text);
  return value;
}
