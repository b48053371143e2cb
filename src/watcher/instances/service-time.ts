import { randomUUID } from 'node:crypto';
import type { SSOAdminClient } from '@aws-sdk/client-sso-admin';

/**
 * Hears the service's time once, from the `Date` header of the first call that a client answers well,
 * before anybody sees that answer.
 *
 * @param hear gets epoch milliseconds, cut to whole seconds; is never called where there is no header
 * @returns what ends it
 */
export function hearServiceTime(
  client: SSOAdminClient,
  hear: (serviceMs: number) => void,
): () => void {
  // A client may be the caller's, so it must be as before in the end.
  const tag = randomUUID();
  const end = () => {
    client.middlewareStack.removeByTag(tag);
  };
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      end();
      const serviceMs = dateOf(result.response);
      if (serviceMs !== undefined) hear(serviceMs);
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
