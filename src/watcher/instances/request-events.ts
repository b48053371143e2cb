import { categorizeFailure } from '../../engine/results/failure-category.js';
import { requestIdOf, type Reading } from '../../engine/requests/request.js';
import type { Followed } from '../following/followed.js';
import type { Found } from '../store/stored-requests.js';
import {
  eventIdOf,
  type RequestDiscoveredEvent,
  type TerminalRequestEvent,
} from '../request-event.js';

/** The event that says that a request was found in progress. Pure. */
export function discoveredEvent(found: Found): RequestDiscoveredEvent {
  const request = requestIdOf(found);
  const status = 'IN_PROGRESS';
  return {
    type: 'discovered',
    id: eventIdOf(request, status),
    at: found.discoveredAt,
    ...request,
    status,
    ...found.details,
  };
}

/**
 * The event that says how a request ended. Pure.
 *
 * @param at by the wall clock
 * @param nowMs by the monotonic clock
 */
export function terminalEvent(
  { found, lastRunningMs }: Followed,
  { status, details, failureReason }: Reading,
  { at, nowMs }: { readonly at: Date; readonly nowMs: number },
): TerminalRequestEvent {
  const request = requestIdOf(found);
  const head = { at, ...request, ...details };
  const timing = timingOf(details, lastRunningMs, at, nowMs);
  if (status !== 'FAILED') {
    const id = eventIdOf(request, 'SUCCEEDED');
    return { type: 'succeeded', id, ...head, status: 'SUCCEEDED', ...timing };
  }
  return {
    type: 'failed',
    id: eventIdOf(request, 'FAILED'),
    ...head,
    status,
    ...timing,
    ...(failureReason === undefined ? {} : { failureReason }),
    category: categorizeFailure(failureReason),
  };
}

function timingOf(
  { createdDate }: Reading['details'],
  lastRunningMs: number | undefined,
  at: Date,
  nowMs: number,
): Pick<TerminalRequestEvent, 'durationMs' | 'maxDetectionDelayMs'> {
  const ageMs = createdDate === undefined ? -1 : at.getTime() - createdDate.getTime();
  // The two dates are of two clocks; where those disagree too much, they say nothing.
  const age = ageMs < 0 ? undefined : ageMs;
  if (lastRunningMs === undefined) return age === undefined ? {} : { maxDetectionDelayMs: age };
  const maxDetectionDelayMs = Math.round(nowMs - lastRunningMs);
  return age === undefined ? { maxDetectionDelayMs } : { durationMs: age, maxDetectionDelayMs };
}
