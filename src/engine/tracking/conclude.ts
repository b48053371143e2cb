import { refusalError } from '../calls/refusal-error.js';
import { isRetryable, type Fault } from '../calls/fault.js';
import {
  RequestFailedError,
  RequestNotFoundError,
  WaitAbortedError,
  WaitTimeoutError,
  type ErrorContext,
} from '../results/errors.js';
import type { FailureCategory } from '../results/failure-category.js';
import { KINDS } from '../requests/kinds.js';
import { requestIdOf, type RequestId } from '../requests/request.js';
import { escapeControlChars } from '../util/escape-control-chars.js';
import { formatDuration } from '../util/format-duration.js';
import type { Progress, RequestOutcome } from '../results/outcome.js';
import type { FinalVerdict, Waiting } from './transition.js';

/** How a wait ended: by what a look told, by its deadline, or by its caller. */
export type Ending =
  | FinalVerdict
  | { readonly type: 'timed-out'; readonly timeoutMs: number; readonly lastFault?: Fault }
  | { readonly type: 'aborted'; readonly reason: unknown };

/** What a wait has learned and spent so far, for an event or an outcome. */
export function progressOf(request: RequestId, state: Waiting, elapsedMs: number): Progress {
  return {
    ...requestIdOf(request),
    ...(state.lastStatus === undefined ? {} : { lastStatus: state.lastStatus }),
    elapsedMs: Math.round(elapsedMs),
    polls: state.polls,
  };
}

/** The outcome of a wait, with its error where it is not a success. Pure. */
export function conclude(
  request: RequestId,
  state: Waiting,
  ending: Ending,
  elapsedMs: number,
): RequestOutcome {
  const progress = { ...progressOf(request, state, elapsedMs), ...state.details };
  const subject = `request ${escapeControlChars(request.requestId)} (${KINDS[request.kind].title})`;
  const waited = `after ${formatDuration(elapsedMs)}`;
  const context: ErrorContext = {
    request: requestIdOf(request),
    ...(state.lastStatus === undefined ? {} : { lastStatus: state.lastStatus }),
    elapsedMs: Math.round(elapsedMs),
    polls: state.polls,
  };

  switch (ending.type) {
    case 'succeeded': {
      const outcome = { type: 'succeeded', status: 'SUCCEEDED', ...progress } as const;
      const { response } = ending;
      return response ? Object.defineProperty(outcome, 'response', { value: response }) : outcome;
    }
    case 'failed': {
      const { category, failureReason } = ending;
      const reason =
        failureReason === undefined ? 'no reason given' : escapeControlChars(failureReason);
      const error = new RequestFailedError(
        `${capital(subject)} failed ${waited}: ${sentence(reason)} ${REMEDIES[category]}`,
        { ...context, failureReason, category, details: state.details },
      );
      const known = failureReason === undefined ? {} : { failureReason };
      return { type: 'failed', status: 'FAILED', ...progress, ...known, category, error };
    }
    case 'timed-out':
      return { type: 'timed-out', ...progress, error: timeoutError(subject, context, ending) };
    case 'not-found': {
      const error = new RequestNotFoundError(
        `The service does not know ${subject}, asked for ${formatDuration(ending.graceMs)} and more. Check the id, the kind, the instance ARN and the Region; old requests are forgotten by the service.`,
        { ...context, cause: ending.fault.error },
      );
      return { type: 'not-found', ...progress, error };
    }
    case 'refused': {
      const known = `${subject}, ${waited}, last known status ${context.lastStatus ?? 'none'}`;
      const error = refusalError(ending.fault, ending.operation, known, context);
      return { type: 'refused', ...progress, error };
    }
    case 'aborted': {
      const error = new WaitAbortedError(
        `The wait for ${subject} was aborted ${waited}; its last known status is ${context.lastStatus ?? 'none'}.`,
        { ...context, cause: ending.reason },
      );
      return { type: 'aborted', ...progress, error };
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
    'Remove the policy that the permission set cannot have, then start it again.',
  internal: 'Start it again; if it goes on, contact AWS Support.',
  other: 'Mend the cause, then start it again.',
};

function timeoutError(
  subject: string,
  context: ErrorContext,
  { timeoutMs, lastFault }: Extract<Ending, { readonly type: 'timed-out' }>,
): WaitTimeoutError {
  const head = `The wait for ${subject} timed out after ${formatDuration(timeoutMs)}`;
  const trouble =
    lastFault && isRetryable(lastFault)
      ? ` Last problem: ${escapeControlChars(lastFault.name)}: ${sentence(escapeControlChars(lastFault.message))}`
      : '';
  return new WaitTimeoutError(`${head}; ${lastWord(context, trouble)}`, {
    ...context,
    timeoutMs,
    ...(lastFault === undefined ? {} : { cause: lastFault.error }),
  });
}

function lastWord({ polls, lastStatus }: ErrorContext, trouble: string): string {
  if (!polls) {
    return `no poll told its status.${trouble} Check the network and the endpoint.`;
  }
  if (lastStatus === undefined) {
    return `the service did not know it.${trouble} Check the id, the kind and the instance ARN, or wait longer.`;
  }
  return `its last known status is ${lastStatus}.${trouble} It may still end: wait again, or longer.`;
}

function sentence(text: string): string {
  const trimmed = text.trimEnd();
  return trimmed.endsWith('.') ? trimmed : `${trimmed}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
