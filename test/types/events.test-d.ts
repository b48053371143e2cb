import { expectTypeOf } from 'vitest';
import {
  createTracker,
  type FailureCategory,
  type FaultKind,
  type RequestFailedError,
  type Tracker,
  type TrackerEvent,
  type TrackerEventMap,
  type TrackerEventType,
  type WaitTimeoutError,
} from '../../src/index.js';

const tracker = createTracker();
expectTypeOf(tracker).toEqualTypeOf<Tracker>();

// Listeners see the event of their type.
tracker.on('failed', (event) => {
  expectTypeOf(event.failureReason).toEqualTypeOf<string | undefined>();
  expectTypeOf(event.category).toEqualTypeOf<FailureCategory>();
  expectTypeOf(event.error).toEqualTypeOf<RequestFailedError>();
});
tracker.on('timed-out', ({ error }) => expectTypeOf(error).toEqualTypeOf<WaitTimeoutError>());
tracker.once('throttled', ({ ratePerSecond }) => expectTypeOf(ratePerSecond).toBeNumber());
tracker.on('poll-failed', ({ fault }) => expectTypeOf(fault).toEqualTypeOf<FaultKind>());
tracker.on('*', (event) => expectTypeOf(event).toEqualTypeOf<TrackerEvent>());

// `on`, `once` and `off` can be chained.
expectTypeOf(tracker.on('stopped', () => undefined)).toEqualTypeOf<Tracker>();
expectTypeOf(tracker.once('stopped', () => undefined)).toEqualTypeOf<Tracker>();
expectTypeOf(tracker.off('stopped', () => undefined)).toEqualTypeOf<Tracker>();

// @ts-expect-error no such event
tracker.on('error', () => undefined);
// @ts-expect-error a success has no reason
tracker.on('succeeded', (event) => event.failureReason);

// A listener for all events will do for one.
declare const listener: (event: TrackerEvent) => void;
tracker.on('progress', listener);

// Iterating gives the same events, and `await using` disposes of the tracker.
for await (const event of tracker) {
  expectTypeOf(event).toEqualTypeOf<TrackerEvent>();
  expectTypeOf(event.at).toEqualTypeOf<Date>();
  if (event.type === 'failed') expectTypeOf(event.error).toEqualTypeOf<RequestFailedError>();
  // @ts-expect-error not every event has an error
  void event.error;
}
expectTypeOf<Tracker>().toExtend<AsyncDisposable>();

// The union narrows on `type`, and the map holds each event under its own type.
declare const event: TrackerEvent;
switch (event.type) {
  case 'tracked':
  case 'progress':
  case 'succeeded':
  case 'failed':
  case 'timed-out':
  case 'not-found':
  case 'refused':
    expectTypeOf(event.requestId).toBeString();
    expectTypeOf(event.polls).toBeNumber();
    break;
  case 'throttled':
  case 'recovered':
    expectTypeOf(event.operation).toBeString();
    break;
  case 'poll-failed':
    expectTypeOf(event.requestId).toEqualTypeOf<string | undefined>();
    break;
  case 'stopped':
    expectTypeOf(event.aborted).toBeNumber();
    break;
  default:
    expectTypeOf(event).toBeNever();
}
expectTypeOf<{ [Type in TrackerEventType]: TrackerEventMap[Type]['type'] }>().toEqualTypeOf<{
  [Type in TrackerEventType]: Type;
}>();

// @ts-expect-error events are not to be changed
event.at = new Date();
