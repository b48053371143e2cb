import { escapeJson } from '../util/escape-control-chars.js';

/** An event, outcome or listed request as one line of JSON, including the line break. */
export function ndjsonLine(source: object): string {
  return `${escapeJson(toPlain(source))}\n`;
}

/** Outcomes or listed requests as one JSON array, indented for people. */
export function jsonArray(sources: readonly object[]): string {
  return `${escapeJson(sources.map(toPlain), 2)}\n`;
}

/** A flat object that JSON represents exactly. */
export type Plain = Readonly<Record<string, string | number | boolean | PlainError>>;

/** The code and message of an error, without its stack, cause or response. */
export interface PlainError {
  readonly code: string;
  readonly message: string;
}

/**
 * An event, outcome or listed request as a flat object for JSON: dates as ISO 8601, errors as code and
 * message. All other members are omitted.
 */
export function toPlain(source: object): Plain {
  const entries: [string, Plain[string]][] = [];
  for (const [name, value] of Object.entries(source)) {
    const kept = plainValue(value);
    if (kept !== undefined) entries.push([name, kept]);
  }
  return Object.fromEntries(entries);
}

function plainValue(value: unknown): Plain[string] | undefined {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? value : Number(value.toFixed(3));
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Error && 'code' in value && typeof value.code === 'string') {
    return { code: value.code, message: value.message };
  }
  return undefined;
}
