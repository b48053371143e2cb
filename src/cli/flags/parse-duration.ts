import { InvalidOptionError } from '../../engine/results/errors.js';

const UNITS_MS: Readonly<Record<string, number>> = {
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
  ms: 1,
};

/**
 * A duration as people write it, in milliseconds: `90s`, `15m`, `1h`, `1h30m`, `2d`, `500ms`, or a
 * number of seconds.
 *
 * @param flag which flag it was given to, for the message
 * @throws {InvalidOptionError} when it is not one, or not greater than 0
 */
export function parseDuration(flag: string, text: string): number {
  const durationMs = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1_000 : sumOfParts(text);
  if (durationMs > 0 && Number.isFinite(durationMs)) return durationMs;
  throw new InvalidOptionError(flag, text, 'a duration such as 90s, 15m or 1h30m, or seconds');
}

/** Each unit once, large ones first; 0 for anything else. */
function sumOfParts(text: string): number {
  const number = '(\\d+(?:\\.\\d+)?)';
  const units = Object.keys(UNITS_MS);
  const pattern = new RegExp(`^${units.map((unit) => `(?:${number}${unit})?`).join('')}$`);
  const parts = pattern.exec(text)?.slice(1) ?? [];
  return units.reduce((sum, unit, at) => sum + Number(parts[at] ?? 0) * (UNITS_MS[unit] ?? 0), 0);
}
