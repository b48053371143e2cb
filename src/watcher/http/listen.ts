import type { Server } from 'node:http';

/** Resolves with the port, which the system chose if it was 0. */
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
  EADDRINUSE: 'something else uses it. Stop that, or choose another port',
  EADDRNOTAVAIL: 'this machine has no such address. Choose one that it has',
  EACCES: 'this user may not. Choose a port above 1023',
  ENOTFOUND: 'the host is not known. Choose an address of this machine',
};

function explain(error: NodeJS.ErrnoException, port: number, host: string): Error {
  const remedy = REMEDIES[error.code ?? ''];
  if (remedy === undefined) return error;
  const message = `Can't listen on ${host}, port ${port}: ${remedy}.`;
  return Object.assign(new Error(message, { cause: error }), { code: error.code });
}

/** Breaks all connections and frees the port. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // Its only error is that the server is already closed.
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
