import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import * as v from 'valibot';
import { check } from '../../engine/options/check.js';
import { integerBetween, members, nonBlank } from '../../engine/options/schema.js';
import type { Delivery } from '../faults/fault-effect.js';
import type { WireRequest } from '../protocol/aws-json.js';
import type { Service } from '../service/service.js';

const listenOptionsSchema = members({
  /** The port. 0 selects a free port. Default 0. */
  port: v.optional(integerBetween(0, 65_535), 0),
  /** The address. Other machines can reach any address but loopback. Default `127.0.0.1`. */
  host: v.optional(nonBlank('an address of this machine'), '127.0.0.1'),
});

/** Options of `listen`. */
export interface ListenOptions extends Readonly<v.InferInput<typeof listenOptionsSchema>> {}

/** A server of an emulator that is listening. */
export interface ListeningEmulator {
  /** The endpoint for a client, or for `AWS_ENDPOINT_URL_SSO_ADMIN`. */
  readonly url: string;
  /** The port that it listens on. */
  readonly port: number;
  /** Closes all connections and frees the port. The emulator keeps its state. */
  close(): Promise<void>;
}

/** Longer than any pause between polls, because closing an idle connection can look like a reset. */
const KEEP_ALIVE_MS = 120_000;

/** Serves clients in other processes. Keeps the process alive until it is closed. */
export async function listenOn(
  service: Service,
  options: ListenOptions,
): Promise<ListeningEmulator> {
  const { port, host } = check(listenOptionsSchema, options);
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    void serve(service, request, response);
  });
  const boundPort = await bind(server, port, host);
  return {
    port: boundPort,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${boundPort}`,
    close: () => closeServer(server),
  };
}

async function serve(
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    const delivery = await service.receive(await read(request), gone.signal);
    deliver(delivery, request, response);
  } catch (error) {
    if (gone.signal.aborted) return;
    response.writeHead(500, { 'content-type': 'text/plain' });
    response.end(`The emulator failed: ${String(error)}`);
  }
}

async function read(request: IncomingMessage): Promise<WireRequest> {
  request.setEncoding('utf8');
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: Object.fromEntries(headers),
    body,
  };
}

function deliver(delivery: Delivery, request: IncomingMessage, response: ServerResponse): void {
  switch (delivery.type) {
    case 'complete':
      response.writeHead(delivery.response.statusCode, delivery.response.headers);
      response.end(delivery.response.body);
      break;
    case 'cut-off': {
      const { statusCode, headers, body } = delivery.response;
      response.writeHead(statusCode, headers);
      response.write(body.subarray(0, Math.floor(body.byteLength / 2)), () =>
        request.socket.destroy(),
      );
      break;
    }
    case 'reset':
      request.socket.resetAndDestroy();
      break;
    case 'silence':
      break;
  }
}

/** Resolves to the port. The system chooses one if it is 0. */
function bind(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => reject(explain(error, port, host));
    server.once('error', onError);
    server.listen(port, host, () => {
      server.off('error', onError);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function explain(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code !== 'EADDRINUSE') return error;
  const message =
    `Port ${port} on ${host} is in use by something else. ` +
    'Stop that, choose another port, or use port 0 for any free one.';
  return Object.assign(new Error(message, { cause: error }), { code: error.code });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // Its only error is that the server is already closed.
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
