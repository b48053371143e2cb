import type { ServerResponse } from 'node:http';
import { escapeJson } from '../../engine/util/escape-control-chars.js';

/** What a request is answered with. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export function textAnswer(status: number, text: string): Answer {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${text}\n` };
}

/** JSON that is also safe to print in a terminal. */
export function jsonAnswer(status: number, value: unknown): Answer {
  const body = `${escapeJson(value, 2)}\n`;
  return { status, contentType: 'application/json; charset=utf-8', body };
}

export function errorAnswer(status: number, error: string): Answer {
  return jsonAnswer(status, { error });
}

/** Only this server's own files, nothing inline, and in no frame. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What goes with every answer. */
export const SECURITY_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;

/** Sends an answer; to a HEAD request only what stands before the body. */
export function sendAnswer(response: ServerResponse, answer: Answer, withBody: boolean): void {
  response.writeHead(answer.status, {
    ...SECURITY_HEADERS,
    'content-type': answer.contentType,
    'content-length': Buffer.byteLength(answer.body),
    ...answer.headers,
  });
  response.end(withBody ? answer.body : undefined);
}
