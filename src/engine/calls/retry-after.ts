/** A longer hint is probably due to a wrong clock. */
const MAX_HINT_MS = 300_000;

/**
 * The pause that AWS requested, from the headers that the SDK keeps on an error: `x-amz-retry-after` in
 * milliseconds, `retry-after` in seconds or as a date.
 *
 * @param nowMs the wall clock in epoch milliseconds
 * @returns milliseconds, at most 5 minutes; `undefined` without a valid hint
 */
export function retryAfterMs(error: unknown, nowMs: number): number | undefined {
  const headers = headersOf(error);
  const delay =
    fromMillis(headers['x-amz-retry-after']) ?? retryAfterHeaderMs(headers['retry-after'], nowMs);
  return delay === undefined ? undefined : Math.min(delay, MAX_HINT_MS);
}

/**
 * The pause of a `retry-after` header, in seconds or as a date.
 *
 * @param nowMs the wall clock in epoch milliseconds
 * @returns milliseconds, with no upper bound; `undefined` without a valid hint
 */
export function retryAfterHeaderMs(value: string | undefined, nowMs: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+(?:\.\d+)?$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(date - nowMs, 0);
}

function fromMillis(value: string | undefined): number | undefined {
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
}

function headersOf(error: unknown): Readonly<Record<string, string | undefined>> {
  if (typeof error !== 'object' || error === null || !('$response' in error)) return {};
  const response: unknown = error.$response;
  if (typeof response !== 'object' || response === null || !('headers' in response)) return {};
  const { headers } = response;
  if (typeof headers !== 'object' || headers === null) return {};
  const texts = Object.entries(headers).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(texts.map(([name, value]) => [name.toLowerCase(), value as string]));
}
