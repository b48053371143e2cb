import { InvalidOptionError } from '../../errors.js';

/** The flags of `dead-letters`, as they were written. */
export interface DeadLettersFlags {
  readonly state?: string;
  readonly sink?: string;
  readonly retry?: boolean;
  readonly discard?: boolean;
}

/** What `dead-letters` is to do. */
export interface DeadLettersCommand {
  /** Default: the platform's state folder. */
  readonly state?: string;
  /** Only those of one sink. */
  readonly sink?: string;
  readonly action: 'list' | 'retry' | 'discard';
}

/** @throws {InvalidOptionError} */
export function parseDeadLetters(flags: DeadLettersFlags): DeadLettersCommand {
  const { state, sink, retry = false, discard = false } = flags;
  if (retry && discard) throw new InvalidOptionError('--discard', 'it', 'given without --retry');
  const named = Object.entries({ state, sink }).filter(([, value]) => value !== undefined);
  for (const [name, value] of named) {
    if (value?.trim() === '') throw new InvalidOptionError(`--${name}`, value, 'not empty');
  }
  return {
    ...Object.fromEntries(named),
    action: retry ? 'retry' : discard ? 'discard' : 'list',
  };
}
