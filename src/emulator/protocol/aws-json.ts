import { type ServiceError, malformed } from './service-error.js';

/** A call as received, over HTTP or in process. Header names are lower-case. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An HTTP response of the service. */
export interface WireResponse {
  /** The HTTP status code. */
  readonly statusCode: number;
  /** Header names are lower-case. */
  readonly headers: Record<string, string>;
  /** UTF-8 text: JSON, or HTML where a fault replaces the response. */
  readonly body: Uint8Array;
}

const CONTENT_TYPE = 'application/x-amz-json-1.1';
const TARGET_PREFIX = 'SWBExternalService.';

/** The operation of a call; `undefined` if it is not a call of this service. */
export function readOperation({ method, path, headers }: WireRequest): string | undefined {
  const target = headers['x-amz-target'];
  if (method !== 'POST' || path !== '/' || !target?.startsWith(TARGET_PREFIX)) return undefined;
  return target.slice(TARGET_PREFIX.length);
}

/** The input of a call: a JSON object, or a SerializationException. */
export function readInput(body: string): Readonly<Record<string, unknown>> {
  const input = parseJson(body === '' ? '{}' : body);
  if (!isObject(input)) throw malformed('Start of structure or map found where not expected.');
  return input;
}

/** The response to a successful call. */
export function success(output: object, meta: ResponseMeta): WireResponse {
  return jsonResponse(200, output, meta, {});
}

/** The response to a failed call. Errors of the model have `Message`, common errors `message`. */
export function failure(error: ServiceError, meta: ResponseMeta): WireResponse {
  const body = {
    __type: error.code,
    [MODELLED.has(error.code) ? 'Message' : 'message']: error.message,
    ...(error.reason === undefined ? {} : { Reason: error.reason }),
  };
  const headers = { 'x-amzn-errortype': error.code, ...error.headers };
  return jsonResponse(error.statusCode, body, meta, headers);
}

/** A response of a proxy in front of the service, which is not JSON. */
export function html(statusCode: number, title: string, meta: ResponseMeta): WireResponse {
  const body = `<html><body><h1>${statusCode} ${title}</h1></body></html>`;
  return response(statusCode, body, meta, { 'content-type': 'text/html' });
}

/** The headers of every response: the id of the call, and the time of the service. */
export interface ResponseMeta {
  readonly callId: string;
  readonly date: Date;
}

/** A timestamp of this protocol: epoch seconds, with milliseconds as decimals. */
export function timestamp(date: Date): number {
  return date.getTime() / 1000;
}

const MODELLED: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'ConflictException',
  'InternalServerException',
  'ResourceNotFoundException',
  'ServiceQuotaExceededException',
  'ThrottlingException',
  'ValidationException',
]);

function jsonResponse(
  statusCode: number,
  body: object,
  meta: ResponseMeta,
  headers: Readonly<Record<string, string>>,
): WireResponse {
  return response(statusCode, JSON.stringify(body), meta, {
    'content-type': CONTENT_TYPE,
    ...headers,
  });
}

function response(
  statusCode: number,
  text: string,
  { callId, date }: ResponseMeta,
  headers: Readonly<Record<string, string>>,
): WireResponse {
  const body = new TextEncoder().encode(text);
  return {
    statusCode,
    headers: {
      'x-amzn-requestid': callId,
      date: date.toUTCString(),
      'content-length': String(body.byteLength),
      ...headers,
    },
    body,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw malformed('The request body is not valid JSON.');
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
