import { InvalidOptionError } from '../engine/results/errors.js';
import { UnsuccessfulRequestsError } from '../engine/results/unsuccessful-requests-error.js';
import type { WaitOptions } from '../engine/options/wait-options.js';
import { requestKey, type RequestRef } from '../engine/requests/request.js';
import type { RequestOutcome, SucceededOutcome } from '../engine/results/outcome.js';
import type { TrackerEvent } from '../engine/events/tracker-events.js';
import { createTracker, type Tracker } from './tracker.js';

/** How one request is waited for. A wait for one request always has all details. */
export interface WaitForRequestOptions extends Omit<WaitOptions, 'details'> {
  /** Receives each event as it happens; what it throws breaks nothing. */
  readonly onEvent?: (event: TrackerEvent) => void;
}

/** How several requests are waited for. */
export interface SettleOptions extends WaitOptions {
  /** Receives each event as it happens; what it throws breaks nothing. */
  readonly onEvent?: (event: TrackerEvent) => void;
}

/** How several requests that must all succeed are waited for. */
export interface WaitForRequestsOptions extends SettleOptions {
  /**
   * Stop at the first that fails or cannot be found out about; the others end as `aborted`. A deadline
   * that passed is none. Default `false`.
   */
  readonly failFast?: boolean;
}

/**
 * Waits until a request has succeeded.
 *
 * @returns its final status, with account, permission set, principal, `elapsedMs` and `polls`
 * @throws {RequestFailedError} when the service reports that it failed: `failureReason`, `category`
 * @throws {WaitTimeoutError} when the deadline passes first
 * @throws {RequestNotFoundError} when the service does not know the id, after the grace period
 * @throws {WaitAbortedError} when the signal is aborted; its reason is the `cause`
 * @throws {AccessDeniedError | CredentialsError | RegionError | InvalidRequestError | KmsKeyError |
 *   CallRefusedError} when the service refuses to tell
 * @throws {InvalidOptionError} when the ref or an option is not usable
 */
export async function waitForRequest(
  ref: RequestRef,
  options: WaitForRequestOptions = {},
): Promise<SucceededOutcome> {
  const [outcome] = await settleRequests([ref], { ...options, details: 'all' });
  if (outcome?.type === 'succeeded') return outcome;
  throw outcome?.error ?? new TypeError('A wait ended without an outcome.');
}

/**
 * Waits until all requests have succeeded.
 *
 * @returns their final statuses, in the order asked
 * @throws {UnsuccessfulRequestsError} with every outcome, when one or more did not succeed: after all
 *   have ended, or at the first with `failFast`
 * @throws {InvalidOptionError} when a ref or an option is not usable
 */
export async function waitForRequests(
  refs: Iterable<RequestRef>,
  options: WaitForRequestsOptions = {},
): Promise<readonly SucceededOutcome[]> {
  const { failFast = false, ...rest } = options;
  const outcomes = await settle(refs, rest, failFast);
  const succeeded = outcomes.filter((outcome) => outcome.type === 'succeeded');
  if (succeeded.length < outcomes.length) throw new UnsuccessfulRequestsError(outcomes);
  return succeeded;
}

/**
 * Waits until each request has ended, in whatever way.
 *
 * @returns one outcome for each ref, in the order asked
 * @throws {InvalidOptionError} when a ref or an option is not usable
 */
export function settleRequests(
  refs: Iterable<RequestRef>,
  options: SettleOptions = {},
): Promise<readonly RequestOutcome[]> {
  return settle(refs, options, false);
}

/** Stops a tracker as soon as a request has failed, or could not be found out about. */
export function stopAtFirstFailure(tracker: Tracker): void {
  // A deadline that passed is none: those of the others pass at the same time.
  for (const type of ['failed', 'not-found', 'refused'] as const) {
    tracker.on(type, ({ error }) => tracker.stop(error));
  }
}

async function settle(
  refs: Iterable<RequestRef>,
  { onEvent, ...options }: SettleOptions,
  failFast: boolean,
): Promise<readonly RequestOutcome[]> {
  if (typeof refs?.[Symbol.iterator] !== 'function') {
    throw new InvalidOptionError('refs', refs, 'an array, or another iterable, of refs');
  }
  if (onEvent !== undefined && typeof onEvent !== 'function') {
    throw new InvalidOptionError('onEvent', onEvent, 'a function');
  }
  const tracker = createTracker(options);
  try {
    if (onEvent) tracker.on('*', onEvent);
    if (failFast) stopAtFirstFailure(tracker);
    const asked = [...refs];
    for (const ref of asked) tracker.track(ref);
    const outcomes = await tracker.settled();
    return inOrderAsked(asked, outcomes);
  } finally {
    tracker.stop();
  }
}

/** A ref that was given twice is one request, but has its outcome in both places. */
function inOrderAsked(
  asked: readonly RequestRef[],
  outcomes: readonly RequestOutcome[],
): readonly RequestOutcome[] {
  const byKey = new Map(outcomes.map((outcome) => [requestKey(outcome), outcome]));
  return asked.flatMap((ref) => byKey.get(requestKey(ref)) ?? []);
}
