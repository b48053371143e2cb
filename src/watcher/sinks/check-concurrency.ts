import { InvalidOptionError } from '../../engine/results/errors.js';

/** @throws {InvalidOptionError} when it is not a whole number of at least 1 */
export function atLeastOne(option: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new InvalidOptionError(option, value, 'a whole number of at least 1');
}
