import { countsSince, type CallCounts, type CallReport } from '../calls/call-log.js';
import { leaseClient, type ClientLease } from '../calls/client.js';
import type { CallOptions, ConnectionOptions } from '../options/wait-options.js';
import { pollerOf, type Poller } from './poller.js';

/**
 * One user's use of a client that others may use too: holds the client open, and, while connected,
 * makes the user's call settings count and lets it hear what happens with calls.
 */
export class ClientSession {
  readonly poller: Poller;
  readonly #lease: ClientLease;
  readonly #settings: Required<CallOptions>;
  readonly #hear: (report: CallReport) => void;
  readonly #callsBefore: CallCounts;
  #leave: (() => void)[] = [];

  constructor(
    connection: ConnectionOptions,
    settings: Required<CallOptions>,
    hear: (report: CallReport) => void = () => undefined,
  ) {
    this.#lease = leaseClient(connection);
    this.poller = pollerOf(this.#lease.client);
    this.#settings = settings;
    this.#hear = hear;
    this.#callsBefore = this.poller.counts();
  }

  get client(): ClientLease['client'] {
    return this.#lease.client;
  }

  /** Does nothing when connected. */
  connect(): void {
    if (this.#leave.length > 0) return;
    this.#leave = [this.poller.join(this.#settings), this.poller.subscribe(this.#hear)];
  }

  disconnect(): void {
    for (const leave of this.#leave) leave();
    this.#leave = [];
  }

  /** Calls on the client since this use began, whoever caused them. */
  calls(): CallCounts {
    return countsSince(this.#callsBefore, this.poller.counts());
  }

  /** Disconnects, and lets go of the client. */
  release(): void {
    this.disconnect();
    this.#lease.release();
  }
}
