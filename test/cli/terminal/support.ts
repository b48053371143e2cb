import {
  RequestFailedError,
  WaitAbortedError,
  WaitTimeoutError,
} from '../../../src/engine/results/errors.js';
import type {
  FailedEvent,
  SucceededEvent,
  TimedOutEvent,
  TrackedEvent,
} from '../../../src/engine/events/tracker-events.js';
import type { WaitStats } from '../../../src/cli/terminal/wait-stats.js';
import type { AbortedOutcome } from '../../../src/engine/results/outcome.js';

/** Text with characters that clear a screen, ring the bell, and reorder, hide and break text. */
export const HOSTILE = '\u001B[2J\u0007\u009B31m\u202Ecod\u200B\n\u2028\u{E0041}';

/** Characters that control a terminal or are invisible. */
export const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

const AT = new Date('2026-01-01T00:00:00Z');

/** The identity and progress of a request. */
export function progressOf(number = 1) {
  return {
    kind: 'account-assignment-creation',
    instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
    requestId: `0f6e1f0a-1b2c-4d3e-8f90-${String(number).padStart(12, '0')}`,
    lastStatus: 'IN_PROGRESS',
    elapsedMs: 12_345.678,
    polls: 3,
  } as const;
}

export function trackedEvent(number = 1): TrackedEvent {
  return { ...progressOf(number), elapsedMs: 0, type: 'tracked', at: AT };
}

export function succeededEvent(number = 1): SucceededEvent {
  return {
    ...progressOf(number),
    type: 'succeeded',
    status: 'SUCCEEDED',
    accountId: '111122223333',
    at: AT,
  };
}

export function failedEvent(failureReason: string, number = 1): FailedEvent {
  const progress = progressOf(number);
  const category = 'other' as const;
  const context = {
    request: progress,
    failureReason,
    category,
    details: {},
    cause: new Error('token=secret'),
  };
  const error = new RequestFailedError(`It failed: ${failureReason}`, context);
  return { ...progress, type: 'failed', status: 'FAILED', failureReason, category, error, at: AT };
}

export function timedOutEvent(number = 1): TimedOutEvent {
  const error = new WaitTimeoutError('It took too long.', { timeoutMs: 1_000 });
  return { ...progressOf(number), type: 'timed-out', error, at: AT };
}

export function abortedOutcome(): AbortedOutcome {
  return { ...progressOf(), type: 'aborted', error: new WaitAbortedError('Stopped.') };
}

export function statsOf(changes: Partial<WaitStats> = {}): WaitStats {
  return {
    tracked: 0,
    pending: 0,
    outcomes: { succeeded: 0, failed: 0, 'timed-out': 0, 'not-found': 0, refused: 0, aborted: 0 },
    calls: { describe: 0, list: 0, throttled: 0, failed: 0 },
    ratePerSecond: 10,
    ceilingPerSecond: 10,
    elapsedMs: 0,
    ...changes,
  };
}
