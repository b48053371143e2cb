import type { StateValue } from './store.js';

/**
 * A value as text: what stores keep, so that nobody shares an object with them.
 * @throws {TypeError} for what JSON cannot say
 */
export function toJson(key: string, value: StateValue): string {
  const text: string | undefined = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`A value must be JSON, but that of ${key} is not.`);
  return text;
}

/** @throws {SyntaxError} when it is not JSON */
export function fromJson(text: string): StateValue {
  const value: StateValue = JSON.parse(text);
  return value;
}
