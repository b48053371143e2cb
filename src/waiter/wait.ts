import * as v from 'valibot';
import { check } from '../engine/options/check.js';
import { functionOf, members } from '../engine/options/schema.js';
import { InvalidOptionError } from '../engine/results/errors.js';
import { UnsuccessfulRequestsError } from '../engine/results/unsuccessful-requests-error.js';
import { waitOptionsSchema } from '../engine/options/wait-options.js';
import { requestKey, type RequestRef } from '../engine/requests/request.js';
import type { RequestOutcome, SucceededOutcome } from '../engine/results/outcome.js';
import type { TrackerEvent } from '../engine/events/tracker-events.js';
import { createTracker, type Tracker } from './tracker.js';

const settleOptionsSchema = members({
  ...waitOptionsSchema.entries,
  /** Receives each event as it happens. Its exceptions are only logged. Default: none. */
  onEvent: v.optional(functionOf<(event: TrackerEvent) => void>()),
});

const waitForRequestsOptionsSchema = members({
  ...settleOptionsSchema.entries,
  /**
   * Whether to stop at the first request that failed or whose status cannot be read. The others end as
   * `aborted`. A timeout does not stop the others. Default `false`.
   */
  failFast: v.optional(v.boolean('true or false'), false),
});

/** Options of `settleRequests`. */
export interface SettleOptions extends Readonly<v.InferInput<typeof settleOptionsSchema>> {}

/** Options of `waitForRequest`. A wait for one request always has all details. */
export interface WaitForRequestOptions extends Omit<SettleOptions, 'details'> {}

/** Options of `waitForRequests`. */
export interface WaitForRequestsOptions extends Readonly<
  v.InferInput<typeof waitForRequestsOptionsSchema>
> {}

/**
 * Waits until a request has succeeded.
 *
 * @returns its final status, with account, permission set, principal, `elapsedMs` and `polls`
 * @throws {RequestFailedError} when AWS reports that it failed: `failureReason`, `category`
 * @throws {WaitTimeoutError} when the deadline passes first
 * @throws {RequestNotFoundError} when AWS does not know the id, after the grace period
 * @throws {WaitAbortedError} when the signal is aborted; its reason is the `cause`
 * @throws {AccessDeniedError | CredentialsError | RegionError | InvalidRequestError | KmsKeyError |
 *   CallRefusedError} when AWS refuses the call
 * @throws {InvalidOptionError} when the ref or an option is invalid
 */
export async function waitForRequest(
  ref: RequestRef,
  options: WaitForRequestOptions = {},
): Promise<SucceededOutcome> {
  const checked = check(settleOptionsSchema, options);
  const [outcome] = await settle([ref], { ...checked, details: 'all' });
  if (outcome?.type === 'succeeded') return outcome;
  throw outcome?.error ?? new TypeError('A wait ended without an outcome.');
}

/**
 * Waits until all requests have succeeded.
 *
 * @returns their final statuses, in the order of the refs
 * @throws {UnsuccessfulRequestsError} with every outcome, when one or more did not succeed: after all
 *   have ended, or at the first with `failFast`
 * @throws {InvalidOptionError} when a ref or an option is invalid
 */
export async function waitForRequests(
  refs: Iterable<RequestRef>,
  options: WaitForRequestsOptions = {},
): Promise<readonly SucceededOutcome[]> {
  const { failFast, ...rest } = check(waitForRequestsOptionsSchema, options);
  const outcomes = await settle(refs, rest, failFast);
  const succeeded = outcomes.filter((outcome) => outcome.type === 'succeeded');
  if (succeeded.length < outcomes.length) throw new UnsuccessfulRequestsError(outcomes);
  return succeeded;
}

/**
 * Waits until each request has ended, successfully or not.
 *
 * @returns one outcome for each ref, in the same order
 * @throws {InvalidOptionError} when a ref or an option is invalid
 */
export async function settleRequests(
  refs: Iterable<RequestRef>,
  options: SettleOptions = {},
): Promise<readonly RequestOutcome[]> {
  return settle(refs, check(settleOptionsSchema, options));
}

/** Stops a tracker at the first request that failed, or whose status cannot be read. */
export function stopAtFirstFailure(tracker: Tracker): void {
  // A timeout does not count, because the other deadlines pass at the same time.
  for (const type of ['failed', 'not-found', 'refused'] as const) {
    tracker.on(type, ({ error }) => tracker.stop(error));
  }
}

async function settle(
  refs: Iterable<RequestRef>,
  { onEvent, ...options }: SettleOptions,
  failFast = false,
): Promise<readonly RequestOutcome[]> {
  if (typeof refs?.[Symbol.iterator] !== 'function') {
    throw new InvalidOptionError('refs', refs, 'an array, or another iterable, of refs');
  }
  const tracker = createTracker(options);
  try {
    if (onEvent) tracker.on('*', onEvent);
    if (failFast) stopAtFirstFailure(tracker);
    const given = [...refs];
    for (const ref of given) tracker.track(ref);
    const outcomes = await tracker.settled();
    return inOrderOf(given, outcomes);
  } finally {
    tracker.stop();
  }
}

/** The outcomes in the order of the refs. Two refs of the same request have the same outcome. */
function inOrderOf(
  given: readonly RequestRef[],
  outcomes: readonly RequestOutcome[],
): readonly RequestOutcome[] {
  const byKey = new Map(outcomes.map((outcome) => [requestKey(outcome), outcome]));
  return given.flatMap((ref) => byKey.get(requestKey(ref)) ?? []);
}
