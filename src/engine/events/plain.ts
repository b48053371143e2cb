/** A value that JSON keeps as it is. */
export type Plain = Readonly<Record<string, string | number | boolean | PlainError>>;

/** What of an error is for other programs: never its stack, cause or response. */
export interface PlainError {
  readonly code: string;
  readonly message: string;
}

/**
 * An event, outcome or listed request as a plain object for JSON: dates as ISO 8601, errors as code
 * and message. Whatever else it holds is left out, so nothing can slip through.
 */
export function plain(source: object): Plain {
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
