/** The arguments or the config file are invalid. The message says what to do instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
