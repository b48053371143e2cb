/** The service answered 200, but not with what was asked for; asking again may help. */
export class UnusableAnswerError extends Error {
  override readonly name = 'UnusableAnswerError';

  constructor(operation: string, what: string) {
    super(`${operation} answered without a usable result: ${what}`);
  }
}
