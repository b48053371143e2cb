/** The kind of a fault, by its remedy. */
export type FaultKind =
  /** Too many calls: slow down and retry. */
  | 'throttled'
  /** A temporary problem of AWS or the network: retry. */
  | 'transient'
  /** AWS does not know the requested item. */
  | 'not-found'
  /** A permission is missing. */
  | 'denied'
  /** The input is invalid. */
  | 'invalid'
  /** No credentials, or AWS rejects them. */
  | 'credentials'
  /** No Region is configured. */
  | 'region'
  /** The instance's encryption key cannot be used. */
  | 'kms'
  /** Any other permanent failure. */
  | 'other';

/** A failed call, classified. */
export interface Fault {
  readonly kind: FaultKind;
  /** The error's name or code, such as `ThrottlingException` or `ECONNRESET`. */
  readonly name: string;
  readonly message: string;
  /** The pause that AWS requested, in milliseconds. */
  readonly retryAfterMs?: number;
  /** The original error. */
  readonly error: unknown;
}

/** Whether a retry may succeed. Such a fault never ends a wait. */
export function isRetryable({ kind }: Pick<Fault, 'kind'>): boolean {
  return kind === 'throttled' || kind === 'transient';
}
