/**
 * Waits for the asynchronous requests of AWS IAM Identity Center (SSO Admin).
 *
 * Guarantees:
 *
 * - **Correct.** A request is reported succeeded or failed only when AWS reports that status for that request id.
 *   Absence from a list proves nothing.
 * - **Once.** A terminal result is emitted once per request and tracker.
 * - **Persistent.** Throttling, server errors and lost connections never fail a wait; only its deadline does.
 *   Permanent errors fail at once, with a reason.
 * - **Rate limited.** All calls on one client share one rate limiter. It stays below its rate, slows down when
 *   throttled, and recovers.
 * - **Efficient.** Requests on the same client share list calls, so the calls per round grow with the number
 *   of pages of 100 requests.
 * - **Prompt.** A last poll happens before the deadline. An abort settles at once, clears its timers, and
 *   sends nothing more.
 * - **Explained.** Every error names the request, the last known status, the time waited, and the remedy.
 * - **Silent.** Without a logger nothing is written. Nothing keeps a finished process alive.
 *
 * @module sso-admin-waiter
 */
export {
  waitForRequest,
  waitForRequests,
  settleRequests,
  type SettleOptions,
  type WaitForRequestOptions,
  type WaitForRequestsOptions,
} from './waiter/wait.js';
export {
  waitUntilAccountAssignmentCreated,
  waitUntilAccountAssignmentDeleted,
  waitUntilPermissionSetProvisioned,
  type WaiterConfiguration,
  type WaiterResult,
} from './waiter/sdk-waiters.js';
export { createTracker, type Tracker, type TrackerSnapshot } from './waiter/tracker.js';
export {
  discoverRequests,
  findInstanceArn,
  type DiscoveredRequest,
  type DiscoverOptions,
  type FindInstanceOptions,
} from './waiter/discover-requests.js';
export { requestFrom } from './engine/options/request-from.js';
export type { ServiceStatus, StartResponse } from './engine/requests/reading.js';
export {
  isListedKind,
  isRequestKind,
  LISTED_KINDS,
  REQUEST_KINDS,
  type ListedKind,
  type RequestKind,
} from './engine/requests/kinds.js';
export type {
  Reading,
  RequestDetails,
  RequestId,
  RequestRef,
  RequestStatus,
} from './engine/requests/request.js';
export type { FailureCategory } from './engine/results/failure-category.js';
export type {
  CallOptions,
  ConnectionOptions,
  Logger,
  WaitOptions,
} from './engine/options/wait-options.js';
export type {
  AbortedOutcome,
  FailedOutcome,
  NotFoundOutcome,
  Progress,
  RefusedOutcome,
  RequestOutcome,
  SucceededOutcome,
  TimedOutOutcome,
  UnsuccessfulOutcome,
} from './engine/results/outcome.js';
export type { OutcomeCounts } from './engine/tracking/request-table.js';
export type { CallCounts } from './engine/calls/call-log.js';
export type { FaultKind } from './engine/calls/fault.js';
export type { Listener } from './engine/events/emitter.js';
export type {
  FailedEvent,
  NotFoundEvent,
  PollFailedEvent,
  ProgressEvent,
  RecoveredEvent,
  RefusedEvent,
  StoppedEvent,
  SucceededEvent,
  ThrottledEvent,
  TimedOutEvent,
  TrackedEvent,
  TrackerEvent,
  TrackerEventMap,
  TrackerEventType,
} from './engine/events/tracker-events.js';
export {
  isUnsuccessfulRequestsError,
  isAccessDeniedError,
  isRequestFailedError,
  isRequestNotFoundError,
  isWaitAbortedError,
  isWaiterError,
  isWaitTimeoutError,
  type ErrorByCode,
} from './engine/results/error-guards.js';
export {
  AccessDeniedError,
  CallRefusedError,
  CredentialsError,
  InvalidOptionError,
  InvalidRequestError,
  KmsKeyError,
  RegionError,
  RequestFailedError,
  RequestNotFoundError,
  ServiceUnavailableError,
  StateError,
  WaitAbortedError,
  WaiterError,
  WaitTimeoutError,
  type ErrorCode,
  type ErrorContext,
  type RefusalError,
} from './engine/results/errors.js';
export { UnsuccessfulRequestsError } from './engine/results/unsuccessful-requests-error.js';
