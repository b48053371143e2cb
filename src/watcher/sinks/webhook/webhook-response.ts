import { retryAfterHeaderMs } from '../../../engine/calls/retry-after.js';
import type { Delivery } from '../../delivery/sink.js';

/** What a receiver answered. */
export interface WebhookAnswer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly location: string | undefined;
  /** The beginning of the body, fit to be shown; empty where there is nothing to show. */
  readonly text: string;
}

/**
 * Answers that are about the message itself, which another attempt would get again. All others may
 * be mended while the message waits: a secret that was not yet rotated, a route that is not yet there.
 */
const FINAL: ReadonlySet<number> = new Set([400, 405, 406, 410, 411, 413, 414, 415, 422]);

/**
 * What an answer means for the delivery. Pure. Of the URL, it shows the origin alone: the rest
 * may be a secret.
 *
 * @param url that the message went to
 * @param nowMs the wall clock in epoch milliseconds, for a retry hint that is a date
 */
export function deliveryOf(answer: WebhookAnswer, url: URL, nowMs: number): Delivery {
  const { status, retryAfter, location, text } = answer;
  if (status >= 200 && status < 300) return { type: 'delivered' };
  const answered = `${url.origin} answered ${status}`;
  if (status >= 300 && status < 400) {
    return { type: 'retry', reason: `${answered}${movedTo(location, url)}` };
  }
  const refusal = { reason: answered, ...(text === '' ? {} : { detail: text }) };
  if (FINAL.has(status)) return { type: 'rejected', ...refusal };
  const retryAfterMs = retryAfterHeaderMs(retryAfter, nowMs);
  return { type: 'retry', ...refusal, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

function movedTo(location: string | undefined, url: URL): string {
  if (location === undefined || !URL.canParse(location, url.href)) return '';
  const target = new URL(location, url);
  const isWeb = target.protocol === 'https:' || target.protocol === 'http:';
  if (!isWeb) return ', which leads nowhere; correct the URL';
  const where = target.origin === url.origin ? 'to another path there' : `to ${target.origin}`;
  return `, a redirect ${where}; redirects are not followed, so give the new URL`;
}
