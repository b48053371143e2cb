import type { RequestRef } from '../engine/requests/request.js';
import type { CallCounts } from './service/call-counts.js';
import type { EmulatorClientConfig } from './transports/client-config.js';
import type { FaultRule } from './faults/fault-rules.js';
import type { ListeningEmulator, ListenOptions } from './transports/http-server.js';
import type { InProcessHandler } from './transports/request-handler.js';
import type { RequestSpec } from './state/request-spec.js';
import type { InspectedRequest } from './state/emulated-request.js';

/** An SSO Admin service of one's own, with what one needs to see through it. */
export interface Emulator {
  /** The one instance there is. */
  readonly instanceArn: string;
  /** A permission set that is there from the beginning. */
  readonly permissionSetArn: string;

  /** What `new SSOAdminClient(…)` takes to talk to this emulator without a socket. */
  clientConfig(): EmulatorClientConfig;
  /** The same as a `requestHandler`, for a client that is otherwise one's own. */
  readonly requestHandler: InProcessHandler;
  /**
   * Serves HTTP, by default on a free port of the loopback interface. The process stays alive until
   * it is closed. May be called again, also for the same port once that is closed.
   *
   * @throws {Error} with `code: 'EADDRINUSE'` when the port is taken
   */
  listen(options?: ListenOptions): Promise<ListeningEmulator>;

  /**
   * Starts a request directly, past rate and quota (but it counts among those outstanding).
   *
   * @throws {EmulatorOptionError}
   */
  startRequest(spec: RequestSpec): RequestRef;
  /** How it really stands with a request; nothing if there is none of that id. */
  inspect(requestId: string): InspectedRequest | undefined;
  /** All requests since the emulator was made, oldest first, without those of the past. */
  requests(): readonly InspectedRequest[];

  /** What was called how often. */
  readonly calls: CallCounts;
  /** Adds a fault; returns what takes it back. @throws {EmulatorOptionError} */
  addFault(rule: FaultRule): () => void;
  /** Takes back all faults. */
  clearFaults(): void;
  /** Changes the rate, and with it the burst, from now on. @throws {EmulatorOptionError} */
  setRate(ratePerSecond: number, burst?: number): void;

  /** Closes everything that listens and ends calls under way. The emulator can go on afterwards. */
  close(): Promise<void>;
}
