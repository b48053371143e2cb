import type { ServerResponse } from 'node:http';
import { escapeJson } from '../../engine/util/escape-control-chars.js';

/** A complete response. */
export interface HttpResponse {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export function textResponse(status: number, text: string): HttpResponse {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${text}\n` };
}

/** JSON that is also safe to print in a terminal. */
export function jsonResponse(status: number, value: unknown): HttpResponse {
  const body = `${escapeJson(value, 2)}\n`;
  return { status, contentType: 'application/json; charset=utf-8', body };
}

export function errorResponse(status: number, error: string): HttpResponse {
  return jsonResponse(status, { error });
}

/** Allows only files of this server, nothing inline, and no frames. */
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

/** The headers of every response. */
export const SECURITY_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;

/** Sends a response. The response to a HEAD request has no body. */
export function sendResponse(
  response: ServerResponse,
  result: HttpResponse,
  withBody: boolean,
): void {
  response.writeHead(result.status, {
    ...SECURITY_HEADERS,
    'content-type': result.contentType,
    'content-length': Buffer.byteLength(result.body),
    ...result.headers,
  });
  response.end(withBody ? result.body : undefined);
}
