import * as v from 'valibot';
import { DURATION_PATTERN, durationSchema } from '../../engine/options/duration.js';

/** A point in time: a duration before now, or a date. */
export type Since =
  | { readonly type: 'ago'; readonly ms: number }
  | { readonly type: 'date'; readonly date: Date };

const EXPECTED = 'a duration such as 1h or 2d, or a date such as 2026-01-31 or 2026-01-31T08:00Z';

const DATE =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d))?$/;

/**
 * A duration with its unit, or an ISO date. A time of day requires a time zone; a date alone begins in UTC. A
 * number without a unit is rejected, because it could be seconds or a year.
 */
export const sinceSchema = v.pipe(
  v.string(EXPECTED),
  v.metadata({ anyOf: [{ pattern: DURATION_PATTERN }, { pattern: DATE.source }] }),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const since = sinceFrom(dataset.value);
    if (since !== undefined) return since;
    addIssue({ message: EXPECTED });
    return NEVER;
  }),
);

function sinceFrom(text: string): Since | undefined {
  if (DATE.test(text) && isDay(text.slice(0, 10))) return { type: 'date', date: new Date(text) };
  if (!/[a-z]$/.test(text)) return undefined;
  const { success, output } = v.safeParse(durationSchema, text);
  return success ? { type: 'ago', ms: output } : undefined;
}

/** Whether the day exists. JavaScript parses February 30 as March 2. */
function isDay(day: string): boolean {
  return new Date(day).toISOString().startsWith(day);
}
