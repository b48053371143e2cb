import { SSOAdminClient, type SSOAdminClientConfig } from '@aws-sdk/client-sso-admin';
import type { ConnectionOptions } from '../options/wait-options.js';

interface Shared {
  readonly client: SSOAdminClient;
  users: number;
}

const shared = new Map<string, Shared>();

/** A client to call through, and what gives it back. */
export interface ClientLease {
  readonly client: SSOAdminClient;
  /** Closes the client's sockets once nobody uses it, if it was made here. */
  readonly release: () => void;
}

/**
 * The caller's client, or one made with `maxAttempts: 1`, since retries are the engine's. Those that
 * ask for the same connection at the same time get the same client, and so share pacer and sweeps.
 */
export function leaseClient({
  client,
  region,
  profile,
  endpointUrl,
}: ConnectionOptions): ClientLease {
  if (client !== undefined) return { client, release: () => undefined };

  const key = JSON.stringify([region, profile, endpointUrl]);
  const config: SSOAdminClientConfig = {
    maxAttempts: 1,
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
    ...(endpointUrl === undefined ? {} : { endpoint: endpointUrl }),
  };
  const entry = shared.get(key) ?? { client: new SSOAdminClient(config), users: 0 };
  shared.set(key, entry);
  entry.users += 1;

  let released = false;
  return {
    client: entry.client,
    release: () => {
      if (released) return;
      released = true;
      entry.users -= 1;
      if (entry.users > 0) return;
      shared.delete(key);
      entry.client.destroy();
    },
  };
}
