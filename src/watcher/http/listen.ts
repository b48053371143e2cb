import type { Server } from 'node:http';

/** Starts listening. Resolves with the port, which the system selects if it is 0. */
export function listen(server: Server, port: number, host: string): Promise<number> {
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

const REMEDIES: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is in use. Stop the other process, or choose another port',
  EADDRNOTAVAIL: 'it is not an address of this machine. Choose one that is',
  EACCES: 'permission denied. Choose a port above 1023',
  ENOTFOUND: 'the host is unknown. Choose an address of this machine',
};

function explain(error: NodeJS.ErrnoException, port: number, host: string): Error {
  const remedy = REMEDIES[error.code ?? ''];
  if (remedy === undefined) return error;
  const message = `Can't listen on ${host}, port ${port}: ${remedy}.`;
  return Object.assign(new Error(message, { cause: error }), { code: error.code });
}

/** Closes all connections and frees the port. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // Its only error is that the server is already closed.
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
