import { retryAfterHeaderMs } from '../../../engine/calls/retry-after.js';
import { withTimeLimit } from '../../../engine/util/abortable.js';
import type { Delivery } from '../../delivery/sink.js';

/** The response of a receiver. */
export interface WebhookResponse {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly location: string | undefined;
  /** The beginning of the body, safe to be shown; empty if nothing can be shown. */
  readonly text: string;
}

/** Responses that reject the message itself. After all others a retry may succeed, such as after a deployment. */
const REJECTIONS: ReadonlySet<number> = new Set([400, 405, 406, 410, 411, 413, 414, 415, 422]);

/**
 * The delivery result of a response. Pure. It shows only the origin of the URL, because the rest may be a
 * secret.
 *
 * @param url the URL of the request
 * @param nowMs the wall clock in epoch milliseconds, for a retry hint that is a date
 */
export function deliveryOf(response: WebhookResponse, url: URL, nowMs: number): Delivery {
  const { status, retryAfter, location, text } = response;
  if (status >= 200 && status < 300) return { type: 'delivered' };
  const responded = `${url.origin} responded with ${status}`;
  if (status >= 300 && status < 400) {
    return { type: 'retry', reason: `${responded}${redirectNote(location, url)}` };
  }
  const failure = { reason: responded, ...(text === '' ? {} : { detail: text }) };
  if (REJECTIONS.has(status)) return { type: 'rejected', ...failure };
  const retryAfterMs = retryAfterHeaderMs(retryAfter, nowMs);
  return { type: 'retry', ...failure, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

function redirectNote(location: string | undefined, url: URL): string {
  if (location === undefined || !URL.canParse(location, url.href)) return '';
  const target = new URL(location, url);
  const isWeb = target.protocol === 'https:' || target.protocol === 'http:';
  if (!isWeb) return ', an invalid redirect; correct the URL';
  const where = target.origin === url.origin ? 'to another path' : `to ${target.origin}`;
  return `, a redirect ${where}; redirects are not followed, so configure the new URL`;
}

/** Enough for any response that a program reads, and small enough to hold many. */
const MAX_BODY_BYTES = 4_096;

/** Short, because the status has already arrived. */
const BODY_TIME_MS = 1_000;

/**
 * Reads the beginning of a body, and discards the rest, so that a receiver can neither fill the memory nor
 * delay the delivery. Never rejects.
 */
export async function readBody(response: Response, signal: AbortSignal): Promise<Buffer> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  if (reader === undefined) return Buffer.alloc(0);
  try {
    await withTimeLimit('The body', BODY_TIME_MS, signal, async () => {
      for (let size = 0; size < MAX_BODY_BYTES;) {
        const { done, value } = await reader.read();
        if (done) return;
        chunks.push(value);
        size += value.byteLength;
      }
    });
  } catch {
    // The part that was read is enough, because the status decides.
  }
  // Closes the connection if the body has not ended.
  reader.cancel().catch(() => {});
  return Buffer.concat(chunks).subarray(0, MAX_BODY_BYTES);
}
