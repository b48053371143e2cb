import type { SSOAdminClient, SSOAdminClientConfig } from '@aws-sdk/client-sso-admin';
import type { RequestRef } from 'sso-admin-waiter';

/** How a request ended. */
export type Ending = 'SUCCEEDED' | 'FAILED';

/** What a strategy has to work with, and where it reports. */
export interface Bench {
  /** The real SDK client on the emulator. Its retries are the SDK's default unless told otherwise. */
  readonly newClient: (config?: Partial<SSOAdminClientConfig>) => SSOAdminClient;
  /** The longest that a wait may take: far longer than any request, the same for every strategy. */
  readonly timeoutMs: number;
  /** The strategy knows now that the request has ended, and how. */
  readonly know: (ref: RequestRef, ending: Ending) => void;
  /** The wait for the request is over without that knowledge. */
  readonly giveUp: (ref: RequestRef) => void;
  /** When the request will have ended, and at which rate the service will let calls through. */
  readonly foresight: Foresight;
}

/** Calls a second, and how many may come at once after a pause. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** What no caller can know; only the limit may look. */
export interface Foresight {
  readonly endsAtMs: (ref: RequestRef) => number;
  /** What the service leaves to the strategy at a virtual time. */
  readonly rateAt: (atMs: number) => Rate;
}

/** Waits for requests that are in flight; may be called again while it does. */
export type WaitFor = (refs: readonly RequestRef[]) => void;

/** A way to wait for requests. */
export interface Strategy {
  readonly name: string;
  readonly title: string;
  readonly begin: (bench: Bench) => WaitFor;
}
