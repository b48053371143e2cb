import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Keeps the connections of a server to a limit. One that comes when it is reached takes the place of the
 * one that has been idle longest, so that probes are answered however many are held open.
 */
export function limitConnections(server: Server, limit: number): void {
  const open = new Set<Socket>();
  /** Those on which nothing is asked, the longest idle first. */
  const idle = new Set<Socket>();
  const forget = (socket: Socket) => {
    open.delete(socket);
    idle.delete(socket);
  };
  server.on('connection', (socket) => {
    open.add(socket);
    idle.add(socket);
    socket.once('close', () => forget(socket));
    // The new one itself, where all others are used.
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
