import type { RequestKind } from '../../engine/requests/kinds.js';
import { drawDuration } from '../options/duration-model.js';
import type { RequestSubject } from '../../engine/requests/request-details.js';
import type { EmulatedRequest } from './emulated-request.js';
import type { Settings } from '../options/settings.js';
import { drawFailureReason, drawOutcome, type Outcome } from './emulated-outcome.js';
import { randomStream, uuid } from '../util/random.js';

/** What is settled about a request that is to start; the rest is drawn. */
export interface RequestDraft {
  readonly kind: RequestKind;
  readonly subject: RequestSubject;
  /** The name of the resource, for kinds whose requests have no id of their own. */
  readonly requestId?: string | undefined;
  readonly durationMs?: number | undefined;
  readonly status?: Outcome['status'] | undefined;
  readonly failureReason?: string | undefined;
}

/** When a request starts: on the monotonic clock, and on the wall. */
interface Moment {
  readonly atMs: number;
  readonly date: Date;
}

/** Makes a request out of a draft. */
export type RequestMaker = (draft: RequestDraft, moment: Moment) => EmulatedRequest;

/**
 * Makes a maker that draws by the seed. The nth request draws from the nth stream: what it turns out
 * to be depends neither on how many draws the ones before it took, nor on the faults in between.
 */
export function createRequestMaker(
  settings: Settings,
  rank: (index: number) => number,
): RequestMaker {
  let made = 0;
  return (draft, { atMs, date }) => {
    made += 1;
    const random = randomStream(settings.seed, `request ${made}`);
    const drawnId = uuid(random);
    const drawnMs = drawDuration(settings.durations[draft.kind], random);
    return {
      kind: draft.kind,
      instanceArn: settings.instanceArn,
      requestId: draft.requestId ?? drawnId,
      subject: draft.subject,
      outcome: outcomeOf(draft, settings, random),
      createdDate: date,
      startedAtMs: atMs,
      endsAtMs: atMs + (draft.durationMs ?? drawnMs),
      rank: rank(made),
    };
  };
}

function outcomeOf(draft: RequestDraft, settings: Settings, random: () => number): Outcome {
  const accountId = draft.subject.accountId ?? settings.accountId;
  const drawn = drawOutcome(settings.failureRate, accountId, random);
  const status = draft.status ?? (draft.failureReason === undefined ? drawn.status : 'FAILED');
  if (status === 'SUCCEEDED') return { status };
  const failureReason =
    draft.failureReason ??
    (drawn.status === 'FAILED' ? drawn.failureReason : drawFailureReason(accountId, random));
  return { status, failureReason };
}
