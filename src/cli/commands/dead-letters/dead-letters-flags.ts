import { InvalidOptionError } from '../../../engine/results/errors.js';
import { UsageError } from '../../usage-error.js';

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

/** @throws {UsageError | InvalidOptionError} */
export function parseDeadLetters(flags: DeadLettersFlags): DeadLettersCommand {
  const { state, sink, retry = false, discard = false } = flags;
  if (retry && discard) throw new UsageError('--retry and --discard do not go together.');
  const named = Object.entries({ state, sink }).filter(([, value]) => value !== undefined);
  for (const [name, value] of named) {
    if (value?.trim() === '') throw new InvalidOptionError(`--${name}`, value, 'not empty');
  }
  return {
    ...Object.fromEntries(named),
    action: actionOf(retry, discard),
  };
}

function actionOf(retry: boolean, discard: boolean): DeadLettersCommand['action'] {
  if (retry) return 'retry';
  return discard ? 'discard' : 'list';
}
