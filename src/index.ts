/**
 * Waits for the asynchronous requests of AWS IAM Identity Center (SSO Admin).
 *
 * What it promises:
 *
 * - **True.** A request is reported succeeded or failed only on the service's own word about that
 *   request id. Absence from a list proves nothing.
 * - **Once.** A terminal result is emitted once per request and tracker.
 * - **Patient.** Throttling, server errors and lost connections never fail a wait; only its deadline
 *   does. What cannot get better fails at once and says why.
 * - **Polite.** All calls on one client share one pacer: it stays below its rate, slows down when
 *   throttled, and recovers.
 * - **Thrifty.** Requests that wait together share list calls: a round costs pages of 100, not requests.
 * - **Prompt.** A last poll happens before the deadline. An abort settles at once, clears its timers,
 *   and sends nothing more.
 * - **Clear.** Every error names the request, the last known status, the time waited, and the remedy.
 * - **Quiet.** Without a logger nothing is written; nothing keeps a finished process alive.
 */
export {
  waitForRequest,
  waitForRequests,
  settleRequests,
  type SettleOptions,
  type WaitForRequestOptions,
  type WaitForRequestsOptions,
} from './wait.js';
export {
  waitUntilAccountAssignmentCreated,
  waitUntilAccountAssignmentDeleted,
  waitUntilPermissionSetProvisioned,
  type WaiterConfiguration,
  type WaiterResult,
} from './sdk-waiters.js';
export { createTracker, type Tracker, type TrackerSnapshot } from './tracker.js';
export {
  discoverRequests,
  findInstanceArn,
  type DiscoveredRequest,
  type DiscoverOptions,
} from './discover.js';
export { requestFrom, type ServiceStatus, type StartResponse } from './request/from-sdk.js';
export { REQUEST_KINDS, isRequestKind, type RequestKind } from './request/kinds.js';
export type {
  Reading,
  RequestDetails,
  RequestId,
  RequestRef,
  RequestStatus,
} from './request/request.js';
export type { FailureCategory } from './request/failure-category.js';
export type { CallOptions, ConnectionOptions, Logger, WaitOptions } from './options.js';
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
} from './status/outcome.js';
export type { OutcomeCounts } from './status/ledger.js';
export type { CallCounts } from './api/call-log.js';
export type { FaultKind } from './api/fault.js';
export type { Listener } from './events/emitter.js';
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
} from './events/events.js';
export {
  isUnsuccessfulRequestsError,
  isAccessDeniedError,
  isRequestFailedError,
  isRequestNotFoundError,
  isWaitAbortedError,
  isWaiterError,
  isWaitTimeoutError,
  type ErrorByCode,
} from './error-guards.js';
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
} from './errors.js';
export { UnsuccessfulRequestsError } from './unsuccessful-requests-error.js';
