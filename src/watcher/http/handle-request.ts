import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Logger } from '../../engine/options/wait-options.js';
import { escapeControlChars } from '../../engine/util/escape-control-chars.js';
import {
  errorResponse,
  SECURITY_HEADERS,
  sendResponse,
  textResponse,
  type HttpResponse,
} from './http-response.js';
import type { EventHub } from './event-hub.js';
import type { HostCheck } from './host-check.js';
import type { Route } from './routes.js';

/** The dependencies of the request handler. */
export interface RequestHandlerDeps {
  readonly routes: ReadonlyMap<string, Route>;
  readonly isKnownHost: HostCheck;
  readonly hub: EventHub;
  readonly logger: Logger | undefined;
}

/** Creates a request handler. It rejects requests for other hosts, and finds the route of the others. */
export function createRequestHandler(deps: RequestHandlerDeps): RequestListener {
  return (request, response) => {
    handle(deps, request, response).catch((error: unknown) => {
      const path = escapeControlChars(pathOf(request));
      const reason = escapeControlChars(error instanceof Error ? error.message : String(error));
      deps.logger?.error({ path, reason }, 'a request failed');
      if (response.headersSent) response.destroy();
      else
        sendResponse(
          response,
          errorResponse(500, 'Internal error. See the log of the watcher.'),
          true,
        );
    });
  };
}

async function handle(
  { routes, isKnownHost, hub }: RequestHandlerDeps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const withBody = request.method !== 'HEAD';
  const route = routes.get(pathOf(request));
  const isKnown = isKnownTo(route, request, isKnownHost);
  const rejection = rejectionOf(request, isKnown || route?.fallback !== undefined);
  if (rejection !== undefined || route === undefined) {
    sendResponse(response, rejection ?? errorResponse(404, 'Not found.'), withBody);
  } else if (!isKnown && route.fallback !== undefined) {
    sendResponse(response, route.fallback(), withBody);
  } else if (route.respond !== 'stream') {
    const query = new URLSearchParams(request.url?.split('?')[1]);
    const result = await route.respond({ query, accept: request.headers.accept ?? '' });
    sendResponse(response, result, withBody);
  } else if (hub.isFull) {
    sendResponse(
      response,
      errorResponse(503, 'Too many pages are open. Close one of them.'),
      withBody,
    );
  } else {
    response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': 'text/event-stream' });
    if (withBody) hub.add(response);
    else response.end();
  }
}

function isKnownTo(
  route: Route | undefined,
  { headers: { host } }: IncomingMessage,
  isKnownHost: HostCheck,
): boolean {
  if (route?.hosts === 'any') return true;
  return isKnownHost(host, route?.hosts === 'address' ? 'allowed' : 'refused');
}

/** The response to a request with an unknown host or an unsupported method; `undefined` for other requests. */
function rejectionOf(
  { headers, method }: IncomingMessage,
  isAllowed: boolean,
): HttpResponse | undefined {
  if (!isAllowed) {
    const received = escapeControlChars(JSON.stringify(headers.host ?? ''));
    return textResponse(
      421,
      `The host ${received} is not a known name of this server. ` +
        'Use a known name, or add this one to the allowed hosts.',
    );
  }
  if (method === 'GET' || method === 'HEAD') return undefined;
  const rejection = errorResponse(405, 'Only GET and HEAD are supported.');
  return { ...rejection, headers: { allow: 'GET, HEAD', connection: 'close' } };
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?')[0] ?? '';
}
