import type { SSOAdminClient, SSOAdminClientConfig } from '@aws-sdk/client-sso-admin';
import type { RequestRef } from 'sso-admin-waiter';

/** How a request ended. */
export type Ending = 'SUCCEEDED' | 'FAILED';

/** The environment of a strategy, and the callbacks for its results. */
export interface Bench {
  /** Creates an SDK client of the emulator. Retries are the SDK's defaults unless configured. */
  readonly newClient: (config?: Partial<SSOAdminClientConfig>) => SSOAdminClient;
  /** The deadline of a wait, which is the same for all strategies, and longer than any request. */
  readonly timeoutMs: number;
  /** The strategy has detected the end of the request. */
  readonly know: (ref: RequestRef, ending: Ending) => void;
  /** The wait for the request has ended without a result. */
  readonly giveUp: (ref: RequestRef) => void;
  /** The ends of requests, and the rate of the service, in advance. */
  readonly foresight: Foresight;
}

/** Calls a second, and the burst after a pause. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** Information that no caller has. Only the limit may use it. */
export interface Foresight {
  readonly endsAtMs: (ref: RequestRef) => number;
  /** The rate that is available to the strategy at a virtual time. */
  readonly rateAt: (atMs: number) => Rate;
}

/** Waits for requests in flight. Can be called again meanwhile. */
export type WaitFor = (refs: readonly RequestRef[]) => void;

/** A way to wait for requests. */
export interface Strategy {
  readonly name: string;
  readonly title: string;
  readonly begin: (bench: Bench) => WaitFor;
}
