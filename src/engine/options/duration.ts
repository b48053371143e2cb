import * as v from 'valibot';

const UNITS_MS: Readonly<Record<string, number>> = {
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
  ms: 1,
};

/** Each unit at most once, large ones first. */
const PARTS = Object.keys(UNITS_MS).map((unit) => `(?:(\\d+(?:\\.\\d+)?)${unit})?`);
const DURATION = new RegExp(`^${PARTS.join('')}$`);
const SECONDS = /^\d+(?:\.\d+)?$/;

/** The pattern of a duration with a unit, for JSON Schemas. */
export const DURATION_PATTERN = `^(?=.*[1-9])(?=.*[a-z])${DURATION.source.slice(1)}`;

const EXPECTED = 'a duration such as 90s, 15m or 1h30m, or seconds';

/**
 * Parses a duration greater than 0, such as `90s`, `15m`, `1h`, `1h30m`, `2d` or `500ms`, or a number of
 * seconds. The output is in milliseconds.
 */
export const durationSchema = v.pipe(
  v.string('a duration such as "10s"'),
  v.check(isDuration, EXPECTED),
  v.metadata({
    pattern: `^(?=.*[1-9])(?:${SECONDS.source.slice(1, -1)}|${DURATION.source.slice(1, -1)})$`,
  }),
  v.transform(milliseconds),
);

function isDuration(text: string): boolean {
  const durationMs = milliseconds(text);
  return durationMs > 0 && Number.isFinite(durationMs);
}

/** 0 for a text that is not a duration. */
function milliseconds(text: string): number {
  if (SECONDS.test(text)) return Number(text) * 1_000;
  const parts = DURATION.exec(text)?.slice(1) ?? [];
  return Object.values(UNITS_MS).reduce(
    (sum, unitMs, at) => sum + Number(parts[at] ?? 0) * unitMs,
    0,
  );
}
