/**
 * The watcher: a long-running process that discovers every provisioning and assignment request of its
 * instances, no matter who started it, and delivers how each one ended.
 *
 * @module sso-admin-waiter/watch
 */
export { createWatcher } from './watcher.js';
export type {
  InFlightRequest,
  InstanceSnapshot,
  InstanceProblem,
  KindSnapshot,
  SinkSnapshot,
  Watcher,
  WatcherSnapshot,
} from './watcher-interface.js';
export type {
  EventsOptions,
  InstanceOptions,
  WatcherOptions,
  StartOptions,
  StopOptions,
} from './watcher-options.js';
export {
  isTerminalEvent,
  type RequestDiscoveredEvent,
  type RequestEvent,
  type RequestFailedEvent,
  type RequestSucceededEvent,
  type TerminalRequestEvent,
} from './request-event.js';
export type {
  DeadLetteredEvent,
  DeadLettersDroppedEvent,
  DeliveredEvent,
  DeliveryFailedEvent,
  InstanceFailingEvent,
  InstanceOrigin,
  InstanceRecoveredEvent,
  ListOrder,
  ListOrderEvent,
  RequestLostEvent,
  SinkMissingEvent,
  StateFailingEvent,
  StateRecoveredEvent,
  SweptEvent,
  WatcherEvent,
  WatcherEventMap,
  WatcherEventType,
  WatcherStoppedEvent,
} from './watcher-event.js';
export type { Attempt, Delivery, DeliveryFailure, Sink } from './delivery/sink.js';
export { createNdjsonSink, writeTo, type NdjsonSinkOptions } from './sinks/ndjson/ndjson-sink.js';
export { createWebhookSink } from './sinks/webhook/webhook-sink.js';
export type { FetchFunction, WebhookSinkOptions } from './sinks/webhook/webhook-options.js';
export { createExecSink, type ExecSinkOptions } from './sinks/exec/exec-sink.js';
export { createMemoryStore } from './store/memory-store.js';
export { createFolderStore } from './store/folder/folder-store.js';
export type { StateChange, StateEntry, StateRange, StateStore, StateValue } from './store/store.js';
export type { OperationCounts } from '../engine/calls/call-log.js';
export type { WatcherView } from './telemetry/watcher-view.js';
export { serveWatcher, type ServeOptions, type WatcherServer } from './http/serve.js';
