import type { RequestRef } from '../engine/requests/request.js';
import type { CallCounts } from './service/call-counts.js';
import type { EmulatorClientConfig } from './transports/client-config.js';
import type { FaultRule } from './faults/fault-rules.js';
import type { ListeningEmulator, ListenOptions } from './transports/http-server.js';
import type { InProcessHandler } from './transports/request-handler.js';
import type { RequestSpec } from './state/request-spec.js';
import type { InspectedRequest } from './state/emulated-request.js';

/** An emulated SSO Admin service with one instance. */
export interface Emulator {
  /** ARN of the instance. */
  readonly instanceArn: string;
  /** ARN of a permission set that exists from the start. */
  readonly permissionSetArn: string;

  /** The configuration for `new SSOAdminClient(…)` that calls this emulator without a socket. */
  clientConfig(): EmulatorClientConfig;
  /** The `requestHandler` alone, for a client with a configuration of its own. */
  readonly requestHandler: InProcessHandler;
  /**
   * Serves HTTP, by default on a free port of the loopback interface. The process stays alive until the
   * server is closed. Several servers can listen on different ports.
   *
   * @throws {Error} with `code: 'EADDRINUSE'` when the port is taken
   */
  listen(options?: ListenOptions): Promise<ListeningEmulator>;

  /**
   * Starts a request directly, without the rate limit and the quota. It counts as a request in progress.
   *
   * @throws {InvalidOptionError} when the spec is invalid
   */
  startRequest(spec: RequestSpec): RequestRef;
  /** The actual state of a request; `undefined` if there is no such id. */
  inspect(requestId: string): InspectedRequest | undefined;
  /** All requests since the emulator was created, oldest first, without those of `history`. */
  requests(): readonly InspectedRequest[];

  /** Counts of calls. */
  readonly calls: CallCounts;
  /**
   * Adds a fault.
   *
   * @returns a function that removes it
   * @throws {InvalidOptionError} when the rule is invalid
   */
  addFault(rule: FaultRule): () => void;
  /** Removes all faults. */
  clearFaults(): void;
  /**
   * Changes the rate limit, from the next call on.
   *
   * @param ratePerSecond calls a second
   * @param burst calls at once after a pause. Default: one second's worth, at least 1
   * @throws {InvalidOptionError} when a number is invalid
   */
  setRate(ratePerSecond: number, burst?: number): void;

  /** Closes all servers and ends calls in progress. The emulator can be used afterwards. */
  close(): Promise<void>;
}
