import type { TrackerEvent, TrackerEventType } from '../engine/events/tracker-events.js';
import type { Logger } from '../engine/options/wait-options.js';
import { escapeControlChars } from '../engine/util/escape-control-chars.js';

/**
 * A listener that logs a line for each event.
 *
 * Only known fields are logged, never an error object, because those of the SDK contain the response with
 * its headers. Text from AWS is escaped, because log viewers print it to terminals.
 */
export function logEvents(logger: Logger): (event: TrackerEvent) => void {
  return (event) => {
    const [level, message] = LINES[event.type];
    logger[level](fieldsOf(event), message);
  };
}

const LINES: Readonly<Record<TrackerEventType, readonly [keyof Logger, string]>> = {
  tracked: ['debug', 'waiting for the request'],
  progress: ['debug', 'still in progress'],
  succeeded: ['info', 'the request succeeded'],
  failed: ['warn', 'the request failed'],
  'timed-out': ['warn', 'the deadline passed'],
  'not-found': ['warn', 'AWS does not know the request'],
  refused: ['error', 'AWS refused the call'],
  throttled: ['warn', 'throttled, slowing down'],
  recovered: ['info', 'calls succeed again'],
  'poll-failed': ['warn', 'a call failed'],
  stopped: ['info', 'stopped waiting'],
};

type RequestEvent = Exclude<
  TrackerEvent,
  { readonly type: 'throttled' | 'recovered' | 'poll-failed' | 'stopped' }
>;

function fieldsOf(event: TrackerEvent): object {
  if (event.type === 'throttled') {
    const { type, operation, ratePerSecond, retryAfterMs } = event;
    return {
      type,
      operation,
      ratePerSecond,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    };
  }
  if (event.type === 'recovered') {
    const { type, operation, afterMs } = event;
    return { type, operation, afterMs: Math.round(afterMs) };
  }
  if (event.type === 'poll-failed') {
    const { type, operation, requestId, fault, attempt, retryable, message } = event;
    const about = requestId === undefined ? {} : { requestId: escapeControlChars(requestId) };
    return {
      type,
      operation,
      ...about,
      fault,
      attempt,
      retryable,
      reason: escapeControlChars(message),
    };
  }
  if (event.type === 'stopped') return { type: event.type, aborted: event.aborted };
  return requestFields(event);
}

function requestFields(event: RequestEvent): object {
  const { type, kind, requestId, instanceArn, lastStatus, elapsedMs, polls } = event;
  return {
    type,
    kind,
    requestId: escapeControlChars(requestId),
    instanceArn: escapeControlChars(instanceArn),
    ...(lastStatus === undefined ? {} : { status: lastStatus }),
    elapsedMs: Math.round(elapsedMs),
    polls,
    ...('category' in event ? { category: event.category } : {}),
    ...('failureReason' in event && event.failureReason !== undefined
      ? { failureReason: escapeControlChars(event.failureReason) }
      : {}),
    ...('error' in event
      ? { code: event.error.code, reason: escapeControlChars(event.error.message) }
      : {}),
  };
}
