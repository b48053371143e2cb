/** A hint beyond this is more likely a wrong clock than a wish. */
const LONGEST_HINT_MS = 300_000;

/**
 * How long the service asked to be left alone, from the headers that the SDK leaves on an error:
 * `x-amz-retry-after` in milliseconds, `retry-after` in seconds or as a date.
 *
 * @param nowMs the wall clock in epoch milliseconds
 * @returns milliseconds, at most 5 minutes; `undefined` without a hint that can be read
 */
export function retryAfterMs(error: unknown, nowMs: number): number | undefined {
  const headers = headersOf(error);
  const delay =
    fromMillis(headers['x-amz-retry-after']) ?? retryAfterHeaderMs(headers['retry-after'], nowMs);
  return delay === undefined ? undefined : Math.min(delay, LONGEST_HINT_MS);
}

/**
 * What a `retry-after` header asks for, in seconds or as a date.
 *
 * @param nowMs the wall clock in epoch milliseconds
 * @returns milliseconds, with no upper bound; `undefined` without a hint that can be read
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
