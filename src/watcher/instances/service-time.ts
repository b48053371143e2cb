import { randomUUID } from 'node:crypto';
import type { SSOAdminClient } from '@aws-sdk/client-sso-admin';

/**
 * Reads AWS's time once, from the `Date` header of the first successful response, before the caller gets
 * that response.
 *
 * @param onTime receives epoch milliseconds, truncated to seconds; not called without a header
 * @returns a function that stops it
 */
export function readServiceTime(
  client: SSOAdminClient,
  onTime: (serviceMs: number) => void,
): () => void {
  // The client may be the caller's, so the middleware is removed in the end.
  const tag = randomUUID();
  const end = () => {
    client.middlewareStack.removeByTag(tag);
  };
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      end();
      const serviceMs = dateOf(result.response);
      if (serviceMs !== undefined) onTime(serviceMs);
      return result;
    },
    { step: 'deserialize', priority: 'high', tags: [tag] },
  );
  return end;
}

function dateOf(response: unknown): number | undefined {
  if (!isObject(response) || !('headers' in response) || !isObject(response.headers)) return;
  const [, date] =
    Object.entries(response.headers).find(([name]) => name.toLowerCase() === 'date') ?? [];
  const ms = typeof date === 'string' ? Date.parse(date) : NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
