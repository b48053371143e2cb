import { InvalidOptionError } from '../../../engine/results/errors.js';
import { UsageError } from '../../usage-error.js';

/** The unparsed flags of `dead-letters`. */
export interface DeadLettersFlags {
  readonly state?: string;
  readonly sink?: string;
  readonly retry?: boolean;
  readonly discard?: boolean;
}

/** The options of `dead-letters`. */
export interface DeadLettersCommand {
  /** Path of the state. Default: in the platform's state folder. */
  readonly state?: string;
  /** Only dead letters of this sink. Default: all. */
  readonly sink?: string;
  readonly action: 'list' | 'retry' | 'discard';
}

/** @throws {UsageError | InvalidOptionError} */
export function parseDeadLetters(flags: DeadLettersFlags): DeadLettersCommand {
  const { state, sink, retry = false, discard = false } = flags;
  if (retry && discard)
    throw new UsageError('--retry and --discard exclude each other. Give only one of them.');
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
