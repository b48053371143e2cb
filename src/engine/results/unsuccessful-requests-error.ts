import { WaiterError } from './errors.js';
import type { RequestOutcome, UnsuccessfulOutcome } from './outcome.js';

/** How each outcome is counted in the message, worst first. */
const WORDS: Readonly<Record<UnsuccessfulOutcome['type'], string>> = {
  failed: 'failed',
  refused: 'could not be found out about',
  'not-found': 'not known to the service',
  'timed-out': 'timed out',
  aborted: 'aborted',
};

/** Not all of several requests succeeded; holds the outcome of every one, in the order asked. */
export class UnsuccessfulRequestsError extends WaiterError {
  readonly code = 'UNSUCCESSFUL_REQUESTS';
  /** The outcome of each request, in the order asked. */
  readonly outcomes: readonly RequestOutcome[];

  constructor(outcomes: readonly RequestOutcome[]) {
    const unsuccessful = outcomes.filter((outcome) => outcome.type !== 'succeeded');
    const [first] = unsuccessful.toSorted((one, other) => rank(one) - rank(other));
    const counts = (Object.keys(WORDS) as (keyof typeof WORDS)[]).flatMap((type) => {
      const count = unsuccessful.filter((outcome) => outcome.type === type).length;
      return count === 0 ? [] : [`${count} ${WORDS[type]}`];
    });
    super(`Of ${outcomes.length} requests, ${counts.join(', ')}. ${first?.error.message ?? ''}`, {
      cause: first?.error,
    });
    this.outcomes = outcomes;
  }
}

function rank({ type }: UnsuccessfulOutcome): number {
  return Object.keys(WORDS).indexOf(type);
}
