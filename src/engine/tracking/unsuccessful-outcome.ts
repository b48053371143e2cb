import { isRetryable, type Fault } from '../calls/fault.js';
import { refusalError } from '../calls/refusal-error.js';
import { KINDS } from '../requests/kinds.js';
import { requestIdOf, type RequestId } from '../requests/request.js';
import {
  RequestFailedError,
  RequestNotFoundError,
  WaitAbortedError,
  WaitTimeoutError,
  type ErrorContext,
} from '../results/errors.js';
import type { FailureCategory } from '../results/failure-category.js';
import type { Progress, UnsuccessfulOutcome } from '../results/outcome.js';
import { escapeControlChars } from '../util/escape-control-chars.js';
import { formatDuration } from '../util/format-duration.js';
import type { FinalChange, RequestState } from './transition.js';

/** How a wait ended without success: by a poll, by its deadline, or by its caller. */
export type UnsuccessfulEnding =
  | Exclude<FinalChange, { readonly type: 'succeeded' }>
  | { readonly type: 'timed-out'; readonly timeoutMs: number; readonly lastFault?: Fault }
  | { readonly type: 'aborted'; readonly reason: unknown };

/**
 * The outcome of a wait without success, with its error. Pure.
 *
 * @param elapsedMs how long the request was waited for, in milliseconds
 */
export function unsuccessfulOutcome(
  request: RequestId,
  progress: Progress,
  { details }: RequestState,
  ending: UnsuccessfulEnding,
  elapsedMs: number,
): UnsuccessfulOutcome {
  const subject = `request ${escapeControlChars(request.requestId)} (${KINDS[request.kind].title})`;
  const waited = `after ${formatDuration(elapsedMs)}`;
  const { lastStatus, polls } = progress;
  const context: ErrorContext = {
    request: requestIdOf(request),
    ...(lastStatus === undefined ? {} : { lastStatus }),
    elapsedMs: progress.elapsedMs,
    polls,
  };

  switch (ending.type) {
    case 'failed': {
      const { category, failureReason } = ending;
      const reason =
        failureReason === undefined ? 'no reason given' : escapeControlChars(failureReason);
      const error = new RequestFailedError(
        `${capital(subject)} failed ${waited}: ${sentence(reason)} ${REMEDIES[category]}`,
        { ...context, failureReason, category, details },
      );
      const known = failureReason === undefined ? {} : { failureReason };
      const status = 'FAILED';
      return { type: 'failed', status, ...progress, ...details, ...known, category, error };
    }
    case 'timed-out': {
      const error = timeoutError(subject, context, ending);
      return { type: 'timed-out', ...progress, ...details, error };
    }
    case 'not-found': {
      const error = new RequestNotFoundError(
        `AWS does not know ${subject}, even after ${formatDuration(ending.graceMs)}. Check the id, the kind, the instance ARN and the Region. AWS deletes old requests.`,
        { ...context, cause: ending.fault.error },
      );
      return { type: 'not-found', ...progress, ...details, error };
    }
    case 'refused': {
      const known = `${subject}, ${waited}, last known status ${lastStatus ?? 'none'}`;
      const error = refusalError(ending.fault, ending.operation, known, context);
      return { type: 'refused', ...progress, ...details, error };
    }
    case 'aborted': {
      const error = new WaitAbortedError(
        `The wait for ${subject} was aborted ${waited}; its last known status is ${lastStatus ?? 'none'}.`,
        { ...context, cause: ending.reason },
      );
      return { type: 'aborted', ...progress, ...details, error };
    }
  }
}

const REMEDIES: Readonly<Record<FailureCategory, string>> = {
  'not-found':
    'Check that the account, the principal and the permission set exist, then start it again.',
  'access-denied':
    'Check service control policies and the permissions of IAM Identity Center in the account, then start it again.',
  'account-unavailable': 'Check that the account is active, then start it again in a few minutes.',
  'unsupported-policy':
    'Remove the policy that the permission set does not support, then start it again.',
  internal: 'Start it again. If it keeps failing, contact AWS Support.',
  other: 'Fix the cause, then start it again.',
};

function timeoutError(
  subject: string,
  context: ErrorContext,
  { timeoutMs, lastFault }: Extract<UnsuccessfulEnding, { readonly type: 'timed-out' }>,
): WaitTimeoutError {
  const head = `The wait for ${subject} timed out after ${formatDuration(timeoutMs)}`;
  const problem =
    lastFault && isRetryable(lastFault)
      ? ` Last problem: ${escapeControlChars(lastFault.name)}: ${sentence(escapeControlChars(lastFault.message))}`
      : '';
  return new WaitTimeoutError(`${head}; ${statusAndRemedy(context, problem)}`, {
    ...context,
    timeoutMs,
    ...(lastFault === undefined ? {} : { cause: lastFault.error }),
  });
}

function statusAndRemedy({ polls, lastStatus }: ErrorContext, problem: string): string {
  if (!polls) {
    return `no poll returned its status.${problem} Check the network and the endpoint.`;
  }
  if (lastStatus === undefined) {
    return `AWS did not know it.${problem} Check the id, the kind and the instance ARN, or wait longer.`;
  }
  return `its last known status is ${lastStatus}.${problem} It may still end: wait again, or longer.`;
}

function sentence(text: string): string {
  const trimmed = text.trimEnd();
  return trimmed.endsWith('.') ? trimmed : `${trimmed}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
