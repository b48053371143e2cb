import { CallTimeoutError, withTimeLimit } from '../../../engine/util/abortable.js';
import { wallClock } from '../../../engine/util/clock.js';
import { escapeJson } from '../../../engine/util/escape-json.js';
import type { Delivery, Sink } from '../../delivery/sink.js';
import type { RequestEvent } from '../../request-event.js';
import { CLOUD_EVENT_TYPE, cloudEventOf } from './cloud-event.js';
import { errorCode } from '../failure-text.js';
import { beginningOf, createReceiverText } from './receiver-text.js';
import { slackMessageOf } from './slack-message.js';
import { deliveryOf } from './webhook-response.js';
import {
  resolveWebhookOptions,
  type ResolvedWebhookOptions,
  type WebhookSinkOptions,
} from './webhook-options.js';
import { createSigner, type Sign } from './webhook-signature.js';

export type { WebhookSinkOptions } from './webhook-options.js';

/**
 * A sink that posts each event to a URL. With a secret, it signs each request as Standard Webhooks.
 *
 * A 2xx response accepts the event. A response that rejects the message itself (400, 405, 406, 410, 411,
 * 413, 414, 415, 422) dead-letters it. Any other response (redirects too, which are not followed), a lost
 * connection and a timeout are retried, after the `retry-after` of the response, at most an hour.
 *
 * @see https://www.standardwebhooks.com
 * @throws {InvalidOptionError} which shows neither the secret, nor a header, nor the URL's path
 */
export function createWebhookSink(options: WebhookSinkOptions): Sink {
  const resolved = resolveWebhookOptions(options);
  const { name, receives, concurrency } = resolved;
  const sign = createSigner(resolved.secrets);
  const textFrom = createReceiverText(secretTextsOf(resolved));
  return {
    name,
    receives,
    concurrency,
    async deliver(event, { signal }) {
      try {
        const request = await requestFor(event, resolved, sign);
        const response = await post(request, resolved, signal);
        const { status, headers } = response;
        const body = await beginningOf(response, signal);
        const isPage = headers.get('content-type')?.includes('html') ?? false;
        const answer = {
          status,
          retryAfter: headers.get('retry-after') ?? undefined,
          location: headers.get('location') ?? undefined,
          text: isPage ? '' : textFrom(body.toString()),
        };
        return deliveryOf(answer, resolved.url, wallClock().getTime());
      } catch (error) {
        return withoutAnswer(error, resolved, signal, textFrom);
      }
    },
  };
}

async function requestFor(
  event: RequestEvent,
  { headers: given, format }: ResolvedWebhookOptions,
  sign: Sign,
): Promise<{ readonly headers: Headers; readonly body: string }> {
  const body = escapeJson(format === 'slack' ? slackMessageOf(event) : cloudEventOf(event));
  const at = wallClock();
  const signature = await sign(event.id, at, body);
  const headers = new Headers(given);
  headers.set('content-type', format === 'slack' ? JSON_TYPE : CLOUD_EVENT_TYPE);
  headers.set('user-agent', 'sso-admin-waiter');
  headers.set('webhook-id', event.id);
  headers.set('webhook-timestamp', String(Math.floor(at.getTime() / 1000)));
  if (signature !== undefined) headers.set('webhook-signature', signature);
  return { headers, body };
}

const JSON_TYPE = 'application/json; charset=utf-8';

function post(
  request: { readonly headers: Headers; readonly body: string },
  { url, fetch, timeoutMs }: ResolvedWebhookOptions,
  outer: AbortSignal,
): Promise<Response> {
  return withTimeLimit('The receiver', timeoutMs, outer, (signal) =>
    // A redirect is not followed: it could lead the event, and its headers, anywhere.
    fetch(url, { method: 'POST', redirect: 'manual', ...request, signal }),
  );
}

function withoutAnswer(
  error: unknown,
  { url: { origin }, timeoutMs }: ResolvedWebhookOptions,
  signal: AbortSignal,
  textFrom: (text: string) => string,
): Delivery {
  if (error instanceof CallTimeoutError) {
    return { type: 'retry', reason: `${origin} gave no answer within ${timeoutMs} ms` };
  }
  if (signal.aborted) return { type: 'retry', reason: 'the watcher is stopping' };
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const reason = `${origin} could not be reached`;
  const code = errorCode(error);
  if (code !== undefined) return { type: 'retry', reason: `${reason}: ${code}` };
  const detail = cause instanceof Error ? textFrom(cause.message) : '';
  return { type: 'retry', reason, ...(detail === '' ? {} : { detail }) };
}

/** What an answer may repeat of the message that reached it, but no reason may show. */
function secretTextsOf({ url, headers }: ResolvedWebhookOptions): string[] {
  return [url.pathname, url.search, ...Array.from(headers, ([, value]) => value)];
}
