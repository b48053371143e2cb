import { WaiterError } from './errors.js';
import type { RequestOutcome, UnsuccessfulOutcome } from './outcome.js';

/** How the message names each outcome, most severe first. */
const LABELS: Readonly<Record<UnsuccessfulOutcome['type'], string>> = {
  failed: 'failed',
  refused: 'of unknown status',
  'not-found': 'unknown to AWS',
  'timed-out': 'timed out',
  aborted: 'aborted',
};

/** Not all of several requests succeeded. Holds the outcomes of all, in the order of the refs. */
export class UnsuccessfulRequestsError extends WaiterError {
  readonly code = 'UNSUCCESSFUL_REQUESTS';
  /** The outcomes of all requests, in the order of the refs. */
  readonly outcomes: readonly RequestOutcome[];

  constructor(outcomes: readonly RequestOutcome[]) {
    const unsuccessful = outcomes.filter((outcome) => outcome.type !== 'succeeded');
    const [first] = unsuccessful.toSorted((one, other) => rank(one) - rank(other));
    const counts = (Object.keys(LABELS) as (keyof typeof LABELS)[]).flatMap((type) => {
      const count = unsuccessful.filter((outcome) => outcome.type === type).length;
      return count === 0 ? [] : [`${count} ${LABELS[type]}`];
    });
    super(`Of ${outcomes.length} requests, ${counts.join(', ')}. ${first?.error.message ?? ''}`, {
      cause: first?.error,
    });
    this.outcomes = outcomes;
  }
}

function rank({ type }: UnsuccessfulOutcome): number {
  return Object.keys(LABELS).indexOf(type);
}
