import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Logger } from '../../engine/options/wait-options.js';
import { escapeControlChars } from '../../engine/util/escape-control-chars.js';
import { errorAnswer, SECURITY_HEADERS, sendAnswer, textAnswer, type Answer } from './answer.js';
import type { EventHub } from './event-hub.js';
import type { HostCheck } from './host-check.js';
import type { Route } from './routes.js';

/** What answers are made from. */
export interface Responder {
  readonly routes: ReadonlyMap<string, Route>;
  readonly isKnownHost: HostCheck;
  readonly hub: EventHub;
  readonly logger: Logger | undefined;
}

/** Answers requests: refuses those that are not for it, and finds the route of the others. */
export function createResponder(responder: Responder): RequestListener {
  return (request, response) => {
    respond(responder, request, response).catch((error: unknown) => {
      const path = escapeControlChars(pathOf(request));
      const reason = escapeControlChars(error instanceof Error ? error.message : String(error));
      responder.logger?.error({ path, reason }, 'a request could not be answered');
      if (response.headersSent) response.destroy();
      else sendAnswer(response, errorAnswer(500, 'No answer could be made; see the log.'), true);
    });
  };
}

async function respond(
  { routes, isKnownHost, hub }: Responder,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const withBody = request.method !== 'HEAD';
  const route = routes.get(pathOf(request));
  const isKnown = isKnownTo(route, request, isKnownHost);
  const refused = refusal(request, isKnown || route?.otherwise !== undefined);
  if (refused !== undefined || route === undefined) {
    sendAnswer(response, refused ?? errorAnswer(404, 'There is nothing here.'), withBody);
  } else if (!isKnown && route.otherwise !== undefined) {
    sendAnswer(response, route.otherwise(), withBody);
  } else if (route.answer !== 'stream') {
    const query = new URLSearchParams(request.url?.split('?')[1]);
    const answer = await route.answer({ query, accept: request.headers.accept ?? '' });
    sendAnswer(response, answer, withBody);
  } else if (hub.isFull) {
    sendAnswer(response, errorAnswer(503, 'Too many pages are open already. Close one.'), withBody);
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

/** Why a request is not answered, whatever it asks; `undefined` when it may be. */
function refusal({ headers, method }: IncomingMessage, mayAsk: boolean): Answer | undefined {
  if (!mayAsk) {
    const received = escapeControlChars(JSON.stringify(headers.host ?? ''));
    return textAnswer(
      421,
      `The host ${received} is not known as a name of this server. ` +
        'Ask under a name that it knows, or name this one among its allowed hosts.',
    );
  }
  if (method === 'GET' || method === 'HEAD') return undefined;
  const refused = errorAnswer(405, 'Only GET and HEAD: there is nothing to change here.');
  return { ...refused, headers: { allow: 'GET, HEAD', connection: 'close' } };
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?')[0] ?? '';
}
