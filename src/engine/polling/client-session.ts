import { SSOAdminClient, type SSOAdminClientConfig } from '@aws-sdk/client-sso-admin';
import { countsSince, type CallCounts, type CallReport } from '../calls/call-log.js';
import type { ResolvedCallOptions, ConnectionOptions } from '../options/wait-options.js';
import { pollerOf, type Poller } from './poller.js';

interface SharedClient {
  readonly client: SSOAdminClient;
  users: number;
}

const sharedClients = new Map<string, SharedClient>();

/** A client, and a function that releases it. */
export interface ClientLease {
  readonly client: SSOAdminClient;
  /** Closes the sockets of a client that was created here, when its last user releases it. */
  readonly release: () => void;
}

/**
 * The caller's client, or one that is created with `maxAttempts: 1`, because the engine retries. Users of
 * the same connection share one client, and thus its rate limiter and sweeps.
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
  const shared = sharedClients.get(key) ?? { client: new SSOAdminClient(config), users: 0 };
  sharedClients.set(key, shared);
  shared.users += 1;

  let released = false;
  return {
    client: shared.client,
    release: () => {
      if (released) return;
      released = true;
      shared.users -= 1;
      if (shared.users > 0) return;
      sharedClients.delete(key);
      shared.client.destroy();
    },
  };
}

/**
 * One user's session on a client that may have other users. It keeps the client open. While connected, the
 * user's call options apply, and the user receives call reports.
 */
export class ClientSession {
  readonly poller: Poller;
  readonly #lease: ClientLease;
  readonly #options: ResolvedCallOptions;
  readonly #onReport: (report: CallReport) => void;
  readonly #callsBefore: CallCounts;
  #disconnects: (() => void)[] = [];

  constructor(
    connection: ConnectionOptions,
    options: ResolvedCallOptions,
    onReport: (report: CallReport) => void = () => undefined,
  ) {
    this.#lease = leaseClient(connection);
    this.poller = pollerOf(this.#lease.client);
    this.#options = options;
    this.#onReport = onReport;
    this.#callsBefore = this.poller.counts();
  }

  get client(): SSOAdminClient {
    return this.#lease.client;
  }

  /** Has no effect when connected. */
  connect(): void {
    if (this.#disconnects.length > 0) return;
    this.#disconnects = [this.poller.addUser(this.#options), this.poller.onReport(this.#onReport)];
  }

  disconnect(): void {
    for (const disconnect of this.#disconnects) disconnect();
    this.#disconnects = [];
  }

  /** Calls on the client since this session began, including those of other users. */
  calls(): CallCounts {
    return countsSince(this.#callsBefore, this.poller.counts());
  }

  /** Disconnects, and releases the client. */
  release(): void {
    this.disconnect();
    this.#lease.release();
  }
}
