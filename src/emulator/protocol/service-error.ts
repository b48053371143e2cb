/** A member that only some exceptions have, and that tells a key problem from the plain meaning. */
export interface ServiceErrorExtras {
  readonly reason?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error as the service answers it; thrown inside the emulator, and put on the wire at its edge. */
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

/** The rate, or another limit that a slower caller would not hit. */
export function throttled(message = RATE_EXCEEDED): ServiceError {
  return new ServiceError('ThrottlingException', 429, message);
}

/** What the service says when calls come too fast. */
export const RATE_EXCEEDED = 'Rate exceeded';

/** More requests outstanding than the quota allows. */
export function tooManyOutstanding(): ServiceError {
  return throttled('There are too many requests processing. Please try again later.');
}

/** An id or an ARN that the service does not know, or a key that it cannot use. */
export function notFound(message: string, reason?: string): ServiceError {
  return new ServiceError(
    'ResourceNotFoundException',
    404,
    message,
    reason === undefined ? {} : { reason },
  );
}

/** Input that the model forbids. */
export function invalid(message: string): ServiceError {
  return new ServiceError('ValidationException', 400, message);
}

/** A write that another one stands in the way of. */
export function conflict(message: string): ServiceError {
  return new ServiceError('ConflictException', 409, message);
}

/** A body that is not the JSON it should be; not in the model, but every AWS JSON service has it. */
export function malformed(message: string): ServiceError {
  return new ServiceError('SerializationException', 400, message);
}

/** An operation that the service does not have, or the emulator lacks. */
export function unknownOperation(message: string): ServiceError {
  return new ServiceError('UnknownOperationException', 400, message);
}
