/** The service answered 200, but not with what was asked for; asking again may help. */
export class UnusableResponseError extends Error {
  override readonly name = 'UnusableResponseError';

  constructor(operation: string, what: string) {
    super(`${operation} answered without a usable result: ${what}`);
  }
}
