import { plain, type Plain } from '../../../engine/events/plain.js';
import type { RequestEvent } from '../../request-event.js';

/**
 * An event as CloudEvents 1.0 wants it, for its JSON format. The id is the same each time the event
 * is delivered.
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
  /** When the event was noticed. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** The event, with dates as ISO 8601: what NDJSON shows of it. */
  readonly data: Plain;
}

/** The media type of a single event in the JSON format. */
export const CLOUD_EVENT_TYPE = 'application/cloudevents+json; charset=utf-8';

/** Puts an event into the envelope of CloudEvents. */
export function cloudEventOf(event: RequestEvent): RequestCloudEvent {
  return {
    specversion: '1.0',
    id: event.id,
    source: event.instanceArn,
    type: `sso-admin-waiter.request.${event.type}`,
    subject: event.requestId,
    time: event.at.toISOString(),
    datacontenttype: 'application/json',
    data: plain(event),
  };
}
