/** What went wrong with a call, by what can be done about it. */
export type FaultKind =
  /** Too many calls: slow down, then repeat. */
  | 'throttled'
  /** The service or the network had a bad moment: repeat. */
  | 'transient'
  /** The service does not know what was asked for. */
  | 'not-found'
  /** A permission is missing. */
  | 'denied'
  /** The input is invalid. */
  | 'invalid'
  /** No credentials, or none that are accepted. */
  | 'credentials'
  /** No Region is configured. */
  | 'region'
  /** The instance's encryption key cannot be used. */
  | 'kms'
  /** Anything else that repeating cannot mend. */
  | 'other';

/** A failed call, classified. */
export interface Fault {
  readonly kind: FaultKind;
  /** The error's name or code, such as `ThrottlingException` or `ECONNRESET`. */
  readonly name: string;
  readonly message: string;
  /** How long the service asked to be left alone, in milliseconds. */
  readonly retryAfterMs?: number;
  /** What was thrown. */
  readonly error: unknown;
}

/** Whether the fault passes by itself, so that it never ends a wait. */
export function isRetryable({ kind }: Pick<Fault, 'kind'>): boolean {
  return kind === 'throttled' || kind === 'transient';
}
