/** A response with status 200 that lacks the requested data. It is retryable. */
export class UnusableResponseError extends Error {
  override readonly name = 'UnusableResponseError';

  constructor(operation: string, what: string) {
    super(`${operation} returned no usable result: ${what}`);
  }
}
