/** A member of some exceptions. It distinguishes problems with a KMS key. */
export interface ServiceErrorExtras {
  readonly reason?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error of the service. It is thrown inside the emulator, and becomes a response at its edge. */
export class ServiceError extends Error {
  readonly code: string;
  readonly statusCode: number;
  readonly reason: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: string, statusCode: number, message: string, extras: ServiceErrorExtras = {}) {
    super(message);
    this.name = 'ServiceError';
    this.code = code;
    this.statusCode = statusCode;
    this.reason = extras.reason;
    this.headers = extras.headers ?? {};
  }
}

/** The rate limit, or another limit of the service. */
export function throttled(message = RATE_EXCEEDED): ServiceError {
  return new ServiceError('ThrottlingException', 429, message);
}

/** The message when the rate limit is exceeded. */
export const RATE_EXCEEDED = 'Rate exceeded';

/** More requests are in progress than the quota allows. */
export function tooManyOutstanding(): ServiceError {
  return throttled('There are too many requests processing. Please try again later.');
}

/** An id or an ARN is unknown, or a KMS key cannot be used. */
export function notFound(message: string, reason?: string): ServiceError {
  return new ServiceError(
    'ResourceNotFoundException',
    404,
    message,
    reason === undefined ? {} : { reason },
  );
}

/** The input does not match the model. */
export function invalid(message: string): ServiceError {
  return new ServiceError('ValidationException', 400, message);
}

/** A write conflicts with another one. */
export function conflict(message: string): ServiceError {
  return new ServiceError('ConflictException', 409, message);
}

/** The body is not valid JSON. The error is not in the model, but common to all AWS JSON services. */
export function malformed(message: string): ServiceError {
  return new ServiceError('SerializationException', 400, message);
}

/** The service or the emulator does not have the operation. */
export function unknownOperation(message: string): ServiceError {
  return new ServiceError('UnknownOperationException', 400, message);
}
