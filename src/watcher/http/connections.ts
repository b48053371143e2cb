import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Limits the connections of a server. At the limit, a new connection closes the one that has been idle longest,
 * so that probes get a response even if a client holds many connections open.
 */
export function limitConnections(server: Server, limit: number): void {
  const open = new Set<Socket>();
  /** Connections without a request in flight, the longest idle first. */
  const idle = new Set<Socket>();
  const forget = (socket: Socket) => {
    open.delete(socket);
    idle.delete(socket);
  };
  server.on('connection', (socket) => {
    open.add(socket);
    idle.add(socket);
    socket.once('close', () => forget(socket));
    // If all others are in use, this is the new connection itself.
    const [longest] = idle;
    if (open.size <= limit || longest === undefined) return;
    forget(longest);
    longest.destroy();
  });
  server.on('request', ({ socket }, response) => {
    idle.delete(socket);
    response.once('close', () => {
      if (open.has(socket)) idle.add(socket);
    });
  });
}
