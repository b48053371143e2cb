import { LISTED_KINDS } from '../../engine/requests/kinds.js';
import type { EmulatedRequest } from './emulated-request.js';
import { drawOutcome } from './emulated-outcome.js';
import { uuid, type Random } from '../util/random.js';
import { subjectOf } from './request-spec.js';

/** The extent of the history. */
export interface Past {
  /** Ended requests of each kind that has a list. */
  readonly requestsPerKind: number;
  /** The end of the latest of them, at most, on the monotonic clock. */
  readonly untilMs: number;
  /** The wall clock at `untilMs`. */
  readonly untilDate: Date;
}

/** The parts that requests of the history share with new ones. */
export interface HistoryParts {
  readonly instanceArn: string;
  readonly permissionSetArn: string;
  readonly accountId: string;
  readonly failureRate: number;
  rank(index: number): number;
  readonly random: Random;
}

const GAP_MS = 60_000;
const DURATION_MS = 20_000;

/** Requests that ended before the emulator was created, one a minute, oldest first. */
export function createHistory(past: Past, parts: HistoryParts): readonly EmulatedRequest[] {
  return LISTED_KINDS.flatMap((kind) => {
    const subject = subjectOf(kind, parts.instanceArn, parts);
    return Array.from({ length: past.requestsPerKind }, (_, index): EmulatedRequest => {
      const agoMs = (past.requestsPerKind - index) * GAP_MS;
      return {
        kind,
        instanceArn: parts.instanceArn,
        requestId: uuid(parts.random),
        subject,
        outcome: drawOutcome(parts.failureRate, parts.accountId, parts.random),
        createdDate: new Date(past.untilDate.getTime() - agoMs),
        startedAtMs: past.untilMs - agoMs,
        endsAtMs: past.untilMs - agoMs + DURATION_MS,
        rank: parts.rank(index - past.requestsPerKind),
      };
    });
  });
}
