import type { RequestKind } from '../../engine/requests/kinds.js';
import { drawDuration } from '../options/duration-model.js';
import type { RequestSubject } from '../../engine/requests/request-details.js';
import type { EmulatedRequest } from './emulated-request.js';
import type { Settings } from '../options/settings.js';
import { drawFailureReason, drawOutcome, type Outcome } from './emulated-outcome.js';
import { randomStream, uuid } from '../util/random.js';

/** The given properties of a request to start. The others are drawn. */
export interface RequestDraft {
  readonly kind: RequestKind;
  readonly subject: RequestSubject;
  /** The name of the resource, for kinds whose requests have no id of their own. */
  readonly requestId?: string | undefined;
  readonly durationMs?: number | undefined;
  readonly status?: Outcome['status'] | undefined;
  readonly failureReason?: string | undefined;
}

/** The start of a request, on the monotonic clock and on the wall clock. */
interface Moment {
  readonly atMs: number;
  readonly date: Date;
}

/** Creates a request from a draft. */
export type RequestMaker = (draft: RequestDraft, moment: Moment) => EmulatedRequest;

/**
 * Creates a factory that draws from the seed. The nth request draws from the nth stream, so it does not depend
 * on the draws of other requests or of faults.
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
