import { InvalidOptionError } from '../../engine/results/errors.js';
import { parseDuration } from './parse-duration.js';

/** From when on: so long before the start, or from a date. */
export type Since =
  | { readonly type: 'ago'; readonly ms: number }
  | { readonly type: 'date'; readonly date: Date };

const EXPECTED = 'a duration such as 1h or 2d, or a date such as 2026-01-31 or 2026-01-31T08:00Z';

const DATE =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d))?$/;

/**
 * A duration with its unit, or an ISO date; a time of day needs its zone, and a date alone begins in
 * UTC. A bare number is refused: it could be seconds or a year.
 *
 * @param option what it was given to, for the message
 * @throws {InvalidOptionError}
 */
export function parseSince(option: string, text: unknown): Since {
  if (typeof text !== 'string') throw new InvalidOptionError(option, text, EXPECTED);
  if (DATE.test(text) && isDay(text.slice(0, 10))) return { type: 'date', date: new Date(text) };
  if (!/[a-z]$/.test(text)) throw new InvalidOptionError(option, text, EXPECTED);
  try {
    return { type: 'ago', ms: parseDuration(option, text) };
  } catch {
    throw new InvalidOptionError(option, text, EXPECTED);
  }
}

/** JavaScript takes the 30th of February for the 2nd of March. */
function isDay(day: string): boolean {
  return new Date(day).toISOString().startsWith(day);
}
