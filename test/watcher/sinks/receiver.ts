import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { text } from 'node:stream/consumers';

/** A received message. */
export interface Message {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A receiver of webhooks on loopback. */
export interface Receiver {
  readonly url: string;
  readonly port: number;
  readonly messages: readonly Message[];
  /** Resolves when `count` complete messages have arrived. */
  arrived(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Handles a message. It does not have to respond. */
export type Answer = (response: ServerResponse, message: Message) => void;

/** Responds with a status, headers and a body. */
export function answering(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): Answer {
  return (response) => response.writeHead(status, headers).end(body);
}

export async function startReceiver(answer: Answer): Promise<Receiver> {
  const messages: Message[] = [];
  const waiting = new Set<() => void>();
  const receive = async (request: IncomingMessage, response: ServerResponse) => {
    const { method, url: path, headers } = request;
    const message = { method, path, headers, body: await text(request) };
    messages.push(message);
    for (const check of waiting) check();
    answer(response, message);
  };
  const server = createServer((request, response) => void receive(request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    messages,
    arrived: (count) =>
      new Promise((resolve) => {
        const check = () => {
          if (messages.length < count) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
