import { CallTimeoutError, withTimeLimit } from '../../../engine/util/abortable.js';
import { wallClock } from '../../../engine/util/clock.js';
import type { Delivery, Sink } from '../../delivery/sink.js';
import { errorCode } from '../failure-text.js';
import { createReceiverText } from './receiver-text.js';
import {
  resolveWebhookOptions,
  type ResolvedWebhookOptions,
  type WebhookSinkOptions,
} from './webhook-options.js';
import { createSigner, webhookRequestOf, type WebhookRequest } from './webhook-request.js';
import { deliveryOf, readBody } from './webhook-response.js';

export type { WebhookSinkOptions } from './webhook-options.js';

/**
 * A sink that posts each event to a URL. With a secret, it signs each request as Standard Webhooks.
 *
 * A 2xx response accepts the event. A response that rejects the message itself (400, 405, 406, 410, 411,
 * 413, 414, 415, 422) dead-letters it. Any other response (redirects too, which are not followed), a lost
 * connection and a timeout are retried, after the `retry-after` of the response, at most an hour.
 *
 * @see https://www.standardwebhooks.com
 * @throws {InvalidOptionError} when an option is invalid. The message shows neither the secret, nor a header, nor the URL's path
 */
export function createWebhookSink(options: WebhookSinkOptions): Sink {
  const resolved = resolveWebhookOptions(options);
  const { name, receives, concurrency, url } = resolved;
  const sign = createSigner(resolved.secrets);
  const textFrom = createReceiverText(secretTextsOf(resolved));
  return {
    name,
    receives,
    concurrency,
    async deliver(event, { signal }) {
      try {
        const response = await post(
          await webhookRequestOf(event, resolved, sign),
          resolved,
          signal,
        );
        const { status, headers, ok } = response;
        const body = await readBody(response, signal);
        const isPage = headers.get('content-type')?.includes('html') ?? false;
        const result = {
          status,
          retryAfter: headers.get('retry-after') ?? undefined,
          location: headers.get('location') ?? undefined,
          text: ok || isPage ? '' : textFrom(body.toString()),
        };
        return deliveryOf(result, url, wallClock().getTime());
      } catch (error) {
        return withoutResponse(error, resolved, signal, textFrom);
      }
    },
  };
}

function post(
  request: WebhookRequest,
  { url, fetch, timeoutMs }: ResolvedWebhookOptions,
  outer: AbortSignal,
): Promise<Response> {
  return withTimeLimit('The receiver', timeoutMs, outer, (signal) =>
    // A redirect is not followed, because it could send the event and its headers anywhere.
    fetch(url, { method: 'POST', redirect: 'manual', ...request, signal }),
  );
}

function withoutResponse(
  error: unknown,
  { url: { origin }, timeoutMs }: ResolvedWebhookOptions,
  signal: AbortSignal,
  textFrom: (text: string) => string,
): Delivery {
  if (error instanceof CallTimeoutError) {
    return { type: 'retry', reason: `${origin} did not respond within ${timeoutMs} ms` };
  }
  if (signal.aborted) return { type: 'retry', reason: 'the watcher is stopping' };
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const reason = `${origin} could not be reached`;
  const code = errorCode(error);
  if (code !== undefined) return { type: 'retry', reason: `${reason}: ${code}` };
  const detail = cause instanceof Error ? textFrom(cause.message) : '';
  return { type: 'retry', reason, ...(detail === '' ? {} : { detail }) };
}

/** Texts of the request that a response may repeat, but that must not be shown. */
function secretTextsOf({ url, headers }: ResolvedWebhookOptions): string[] {
  return [url.pathname, url.search, ...Array.from(headers, ([, value]) => value)];
}
