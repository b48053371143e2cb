/** The command was used in a way that makes no sense; its message says what to do instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
