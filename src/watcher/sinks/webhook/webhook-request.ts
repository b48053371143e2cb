import type { Webhook } from 'standardwebhooks';
import { toPlain, type Plain } from '../../../engine/events/ndjson.js';
import { wallClock } from '../../../engine/util/clock.js';
import { escapeJson } from '../../../engine/util/escape-control-chars.js';
import type { RequestEvent } from '../../request-event.js';
import { slackMessageOf } from './slack-message.js';
import type { ResolvedWebhookOptions } from './webhook-options.js';

/** The headers and the body of the request that delivers an event. */
export interface WebhookRequest {
  readonly headers: Headers;
  readonly body: string;
}

/** The request for an event, signed if there are secrets. */
export async function webhookRequestOf(
  event: RequestEvent,
  { headers: extra, format }: ResolvedWebhookOptions,
  sign: Sign,
): Promise<WebhookRequest> {
  const isSlack = format === 'slack';
  const body = escapeJson(isSlack ? slackMessageOf(event) : cloudEventOf(event));
  const at = wallClock();
  const signature = await sign(event.id, at, body);
  const headers = new Headers(extra);
  headers.set('content-type', isSlack ? JSON_TYPE : CLOUD_EVENT_TYPE);
  headers.set('user-agent', 'sso-admin-waiter');
  headers.set('webhook-id', event.id);
  headers.set('webhook-timestamp', String(Math.floor(at.getTime() / 1000)));
  if (signature !== undefined) headers.set('webhook-signature', signature);
  return { headers, body };
}

const JSON_TYPE = 'application/json; charset=utf-8';

/** The media type of a single event in the JSON format. */
export const CLOUD_EVENT_TYPE = 'application/cloudevents+json; charset=utf-8';

/**
 * An event as CloudEvents 1.0, for its JSON format. The id is the same for each delivery of the event.
 *
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
 */
export interface RequestCloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  /** ARN of the instance. */
  readonly source: string;
  readonly type: `sso-admin-waiter.request.${RequestEvent['type']}`;
  /** The request id. */
  readonly subject: string;
  /** When the watcher detected the event. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** The event, with dates as ISO 8601, as in NDJSON. */
  readonly data: Plain;
}

/** Wraps an event in the envelope of CloudEvents. */
export function cloudEventOf(event: RequestEvent): RequestCloudEvent {
  return {
    specversion: '1.0',
    id: event.id,
    source: event.instanceArn,
    type: `sso-admin-waiter.request.${event.type}`,
    subject: event.requestId,
    time: event.at.toISOString(),
    datacontenttype: 'application/json',
    data: toPlain(event),
  };
}

/** Signs a message. */
export type Sign = (id: string, at: Date, body: string) => Promise<string | undefined>;

/**
 * Signs as Standard Webhooks: one signature per secret, separated by blanks; none without secrets. The
 * library is loaded for the first message.
 */
export function createSigner(secrets: readonly string[]): Sign {
  let webhooks: Promise<readonly Webhook[]> | undefined;
  return async (id, at, body) => {
    if (secrets.length === 0) return undefined;
    webhooks ??= loadWebhooks(secrets);
    return (await webhooks).map((webhook) => webhook.sign(id, at, body)).join(' ');
  };
}

async function loadWebhooks(secrets: readonly string[]): Promise<readonly Webhook[]> {
  const { Webhook } = await import('standardwebhooks');
  return secrets.map((secret) => new Webhook(secret));
}
