import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

/** A received event. */
export interface Arrival {
  readonly eventId: string;
  readonly requestId: string;
  readonly status: string;
  /** In milliseconds since the epoch. */
  readonly atMs: number;
  /** Whether the receiver acknowledged it. */
  readonly acknowledged: boolean;
}

/** The reaction of the receiver to a delivery. */
export type Reaction = 'accept' | 'unavailable' | 'disconnect' | 'disconnect-after-accepting';

/** A webhook receiver that fails and restarts. */
export interface Receiver {
  readonly url: string;
  readonly arrivals: readonly Arrival[];
  /** Closes it, with all connections, and opens it again on the same port after `forMs`. */
  restart(forMs: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * @param nextReaction called for each delivery
 * @param delayMs the time that each delivery takes
 */
export async function openReceiver(nextReaction: () => Reaction, delayMs = 0): Promise<Receiver> {
  const arrivals: Arrival[] = [];
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    void receive(request, response, nextReaction(), delayMs, arrivals).catch(() =>
      request.socket.destroy(),
    );
  };
  const first = await listen(handle, 0);
  const { port } = first.address() as AddressInfo;
  let server: Server | undefined = first;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    arrivals,
    restart: async (forMs) => {
      await shut(server);
      server = undefined;
      await pause(forMs);
      server = await listen(handle, port);
    },
    close: () => shut(server),
  };
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  reaction: Reaction,
  delayMs: number,
  arrivals: Arrival[],
): Promise<void> {
  const event = (await json(request)) as {
    readonly id: string;
    readonly subject: string;
    readonly data: { readonly status: string };
  };
  if (delayMs > 0) await pause(delayMs);
  if (reaction === 'unavailable') {
    response.writeHead(503).end();
    return;
  }
  if (reaction === 'disconnect') {
    request.socket.destroy();
    return;
  }
  const { id: eventId, subject: requestId, data } = event;
  const acknowledged = reaction === 'accept';
  arrivals.push({ eventId, requestId, status: data.status, atMs: Date.now(), acknowledged });
  if (acknowledged) response.writeHead(204).end();
  else request.socket.destroy();
}

async function listen(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  port: number,
): Promise<Server> {
  const server = createServer(handle).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function shut(server: Server | undefined): Promise<void> {
  if (server === undefined) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
