import { escapeControlChars } from '../../engine/util/escape-control-chars.js';
import type { RequestEvent } from '../request-event.js';
import type { WatcherEvent } from '../watcher-event.js';

/** The log fields of an event: plain values, with texts escaped for terminals. */
export function logFieldsOf(event: WatcherEvent): object {
  return Object.fromEntries(
    Object.entries({ type: event.type, ...valuesOf(event) })
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, plain(value)]),
  );
}

/** The detail of a failed delivery; `undefined` if there is none, and for other events. */
export function logDetailOf(event: WatcherEvent): object | undefined {
  if (event.type !== 'delivery-failed' && event.type !== 'dead-lettered') return undefined;
  const { sink, eventId, detail } = event;
  return detail === undefined ? undefined : { sink, eventId, detail: escapeControlChars(detail) };
}

type Value = string | number | boolean | undefined;

/** An explicit list, so that no other field is logged by accident. */
function valuesOf(event: WatcherEvent): Readonly<Record<string, Value>> {
  switch (event.type) {
    case 'discovered':
    case 'succeeded':
    case 'failed':
      return requestValues(event);
    case 'lost': {
      const { instance, kind, requestId, instanceArn } = event;
      return { instance, kind, requestId, instanceArn };
    }
    case 'swept': {
      const { instance, kind, pages, found, nextMs } = event;
      return { instance, kind, pages, found, nextMs };
    }
    case 'list-order': {
      const { instance, kind, order } = event;
      return { instance, kind, order };
    }
    case 'instance-failing': {
      const { instance, fault, message } = event;
      return { instance, fault, reason: message };
    }
    case 'instance-recovered':
      return { instance: event.instance, afterMs: event.afterMs };
    case 'throttled': {
      const { instance, operation, ratePerSecond, retryAfterMs } = event;
      return { instance, operation, ratePerSecond, retryAfterMs };
    }
    case 'recovered': {
      const { instance, operation, afterMs } = event;
      return { instance, operation, afterMs };
    }
    case 'poll-failed': {
      const { instance, operation, requestId, fault, attempt, retryable, message } = event;
      return { instance, operation, requestId, fault, attempt, retryable, reason: message };
    }
    case 'delivered': {
      const { sink, eventId, attempts, afterMs } = event;
      return { sink, eventId, attempts, afterMs };
    }
    case 'delivery-failed': {
      const { sink, eventId, attempts, reason, retryMs } = event;
      return { sink, eventId, attempts, reason, retryMs };
    }
    case 'dead-lettered': {
      const { sink, eventId, attempts, reason } = event;
      return { sink, eventId, attempts, reason };
    }
    case 'dead-letters-dropped':
      return { sink: event.sink, count: event.count };
    case 'sink-missing': {
      const { sink, pending, deadLettered } = event;
      return { sink, pending, deadLettered };
    }
    case 'state-failing':
      return { reason: event.message };
    case 'state-recovered':
      return { afterMs: event.afterMs };
    case 'stopped':
      return { undelivered: event.undelivered };
  }
}

function requestValues(event: RequestEvent): Readonly<Record<string, Value>> {
  const { kind, requestId, instanceArn, status, id, createdDate } = event;
  const { accountId, permissionSetArn, principalType, principalId } = event;
  const failure =
    event.type === 'failed'
      ? { category: event.category, failureReason: event.failureReason }
      : undefined;
  return {
    kind,
    requestId,
    instanceArn,
    status,
    eventId: id,
    accountId,
    permissionSetArn,
    principalType,
    principalId,
    createdDate: createdDate?.toISOString(),
    durationMs: event.type === 'discovered' ? undefined : event.durationMs,
    maxDetectionDelayMs: event.type === 'discovered' ? undefined : event.maxDetectionDelayMs,
    ...failure,
  };
}

function plain(value: Value): Value {
  if (typeof value === 'string') return escapeControlChars(value);
  // Rates keep one decimal, durations none.
  return typeof value === 'number' ? Math.round(value * 10) / 10 : value;
}
