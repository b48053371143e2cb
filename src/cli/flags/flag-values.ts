import { InvalidOptionError } from '../../engine/results/errors.js';
import { isRequestKind, REQUEST_KINDS, type RequestKind } from '../../engine/requests/kinds.js';
import { REQUEST_STATUSES, type RequestStatus } from '../../engine/requests/request.js';

/** Kinds, each flag holding one, several with commas, or `all`; without repetition. */
export function parseKinds(values: readonly string[]): readonly RequestKind[] {
  return parseWords('--kind', values, REQUEST_KINDS).filter(isRequestKind);
}

/** Statuses, in any case, each flag holding one, several with commas, or `all`. */
export function parseStatuses(values: readonly string[]): readonly RequestStatus[] {
  const words = parseWords(
    '--status',
    values.map((value) => value.toUpperCase()),
    REQUEST_STATUSES,
  );
  return REQUEST_STATUSES.filter((status) => words.includes(status));
}

/** A whole number of at least `least`. */
export function parseWhole(flag: string, value: string, least: number, most = Infinity): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= least && number <= most) return number;
  const range = most === Infinity ? `of at least ${least}` : `from ${least} to ${most}`;
  throw new InvalidOptionError(flag, value, `a whole number ${range}`);
}

/** A number greater than 0. */
export function parsePositive(flag: string, value: string): number {
  const number = Number(value);
  if (DECIMAL.test(value) && number > 0 && Number.isFinite(number)) return number;
  throw new InvalidOptionError(flag, value, 'a number greater than 0');
}

/** A share, from 0 to 1. */
export function parseShare(flag: string, value: string): number {
  const number = Number(value);
  if (DECIMAL.test(value) && number <= 1) return number;
  throw new InvalidOptionError(flag, value, 'a number from 0 to 1');
}

const DECIMAL = /^\d+(?:\.\d+)?$|^\.\d+$/;

function parseWords(
  flag: string,
  values: readonly string[],
  allowed: readonly string[],
): readonly string[] {
  const words = values.flatMap((value) => value.split(',')).map((word) => word.trim());
  for (const word of words) {
    if (word.toLowerCase() !== 'all' && !allowed.includes(word)) {
      throw new InvalidOptionError(flag, word, `one of ${[...allowed, 'all'].join(', ')}`);
    }
  }
  const all = words.some((word) => word.toLowerCase() === 'all');
  return all ? allowed : allowed.filter((word) => words.includes(word));
}
