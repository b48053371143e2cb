import type { Fault, FaultKind } from './fault.js';
import { redact } from './redact.js';
import { retryAfterMs } from './retry-after.js';

/**
 * Names are checked first, because HTTP statuses vary: throttling is documented as 429 and observed as 400.
 * Names without an SDK class are included, because the SDK passes them through.
 */
const KIND_BY_NAME: Readonly<Record<string, FaultKind>> = {
  ThrottlingException: 'throttled',
  Throttling: 'throttled',
  ThrottledException: 'throttled',
  RequestThrottled: 'throttled',
  RequestThrottledException: 'throttled',
  RequestLimitExceeded: 'throttled',
  TooManyRequestsException: 'throttled',
  SlowDown: 'throttled',

  InternalServerException: 'transient',
  InternalFailure: 'transient',
  InternalError: 'transient',
  ServiceUnavailable: 'transient',
  ServiceUnavailableException: 'transient',
  ConflictException: 'transient',
  RequestTimeout: 'transient',
  RequestTimeoutException: 'transient',
  RequestTimeTooSkewed: 'credentials',
  TimeoutError: 'transient',
  CallTimeoutError: 'transient',
  UnusableResponseError: 'transient',

  ResourceNotFoundException: 'not-found',

  AccessDeniedException: 'denied',
  AccessDenied: 'denied',
  UnauthorizedException: 'denied',
  OptInRequired: 'denied',

  ValidationException: 'invalid',
  ValidationError: 'invalid',
  InvalidParameterValue: 'invalid',

  CredentialsProviderError: 'credentials',
  TokenProviderError: 'credentials',
  ExpiredTokenException: 'credentials',
  ExpiredToken: 'credentials',
  UnrecognizedClientException: 'credentials',
  InvalidClientTokenId: 'credentials',
  InvalidSignatureException: 'credentials',
  SignatureDoesNotMatch: 'credentials',
  IncompleteSignature: 'credentials',
  MissingAuthenticationToken: 'credentials',
  MissingAuthenticationTokenException: 'credentials',
};

/** Codes of Node's network and TLS errors that are retryable. */
const RETRYABLE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'EPROTO',
  'ETIMEDOUT',
  'ESOCKETTIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EAI_AGAIN',
  'ENOTFOUND',
  'EMFILE',
  'ENFILE',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Maximum depth of a chain of causes. */
const MAX_CAUSES = 3;

/** The parts of an error that classify it. */
interface ErrorTraits {
  readonly name: string;
  readonly message: string;
  readonly code: string | undefined;
  /** The member `Reason` of AWS's exceptions. */
  readonly reason: string | undefined;
  readonly httpStatus: number | undefined;
  /** The SDK has corrected the clock skew, and will sign the next attempt with the right time. */
  readonly clockSkewCorrected: boolean;
  readonly cause: unknown;
}

/**
 * Classifies the error of a failed call. Pure; never throws.
 *
 * @param error whatever the SDK threw
 * @param nowMs the wall clock in epoch milliseconds, for a retry hint that is a date
 */
export function classifyError(error: unknown, nowMs: number): Fault {
  const traits = traitsOf(error);
  const hint = retryAfterMs(error, nowMs);
  const message = redact(traits.message);
  return {
    kind: kindOf(traits),
    name: traits.name === 'Error' ? (traits.code ?? traits.name) : traits.name,
    message: message || traits.name,
    ...(hint === undefined ? {} : { retryAfterMs: hint }),
    // Node prints uncaught errors with all their causes, and this error becomes a cause.
    error: message === traits.message ? error : withoutSecrets(traits, message),
  };
}

function withoutSecrets({ name }: ErrorTraits, message: string): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}

function kindOf(traits: ErrorTraits): FaultKind {
  const byName = Object.hasOwn(KIND_BY_NAME, traits.name) ? KIND_BY_NAME[traits.name] : undefined;
  if (byName === 'throttled') return byName;
  if (traits.clockSkewCorrected) return 'transient';
  if (traits.reason?.startsWith('KMS_')) return 'kms';
  if (/region is missing/i.test(traits.message)) return 'region';
  return byName ?? kindByStatus(traits) ?? kindByConnection(traits, MAX_CAUSES) ?? 'other';
}

function kindByStatus({ name, httpStatus }: ErrorTraits): FaultKind | undefined {
  // A body that is not JSON, such as a proxy's page, is a SyntaxError with any status.
  if (name === 'SyntaxError') return 'transient';
  if (httpStatus === undefined) return undefined;
  if (httpStatus === 429) return 'throttled';
  if (httpStatus === 408 || httpStatus >= 500) return 'transient';
  if (httpStatus === 401) return 'credentials';
  if (httpStatus === 403) return 'denied';
  // AWS's errors always have a name, so an intermediary sent this one.
  if (name === 'Unknown' || name === 'UnknownError') return 'transient';
  return undefined;
}

function kindByConnection(traits: ErrorTraits, depth: number): FaultKind | undefined {
  const { code, message, name, cause } = traits;
  if (code !== undefined && (RETRYABLE_CODES.has(code) || code.startsWith('HPE_'))) {
    return 'transient';
  }
  if (/socket hang up|fetch failed|premature close|^aborted$/i.test(message)) return 'transient';
  // Node tries each address of a host, and throws one error for all attempts.
  if (name === 'AggregateError') return 'transient';
  return cause === undefined || depth === 0
    ? undefined
    : kindByConnection(traitsOf(cause), depth - 1);
}

function traitsOf(error: unknown): ErrorTraits {
  const metadata = member(error, '$metadata');
  const status = member(metadata, 'httpStatusCode');
  return {
    name: text(member(error, 'name')) ?? 'Error',
    message: text(member(error, 'message')) ?? (isObject(error) ? '' : String(error)),
    code: text(member(error, 'code')),
    reason: text(member(error, 'Reason')),
    httpStatus: typeof status === 'number' ? status : undefined,
    clockSkewCorrected: member(metadata, 'clockSkewCorrected') === true,
    cause: member(error, 'cause'),
  };
}

function member(value: unknown, name: string): unknown {
  return isObject(value) ? Reflect.get(value, name) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
