import { orAborted } from '../../engine/util/abortable.js';
import { escapeControlChars } from '../../engine/util/escape-control-chars.js';
import type { RequestEvent } from '../request-event.js';
import type { Attempt, Delivery, DeliveryFailure, Sink } from './sink.js';

/**
 * Makes one attempt to deliver an event. Ends when the signal is aborted, even if the sink does not.
 *
 * @returns the result of the sink, escaped; `retry` for an exception or an invalid result
 */
export async function attemptDelivery(
  sink: Sink,
  event: RequestEvent,
  attempt: Attempt,
): Promise<Delivery> {
  try {
    return checked(await orAborted(attempt.signal, () => sink.deliver(event, attempt)));
  } catch (error) {
    const detail = textOf(error instanceof Error ? error.message : error);
    return { type: 'retry', reason: 'the sink threw an error', ...optional(detail) };
  }
}

/** The failure of a delivery, without its other members. */
export function failureOf({ reason, detail }: DeliveryFailure): DeliveryFailure {
  return { reason, ...optional(detail) };
}

/** A failure as one text, for displays. */
export function failureText({ reason, detail }: DeliveryFailure): string {
  return detail === undefined ? reason : `${reason}: ${detail}`;
}

/** Checks the result, because sinks of users are not always written in TypeScript. */
function checked(result: unknown): Delivery {
  if (typeof result !== 'object' || result === null || !('type' in result)) return INVALID;
  const { type } = result;
  if (type === 'delivered') return { type };
  const reason = ('reason' in result ? textOf(result.reason) : undefined) ?? NO_REASON;
  const failure = { reason, ...optional('detail' in result ? textOf(result.detail) : undefined) };
  if (type === 'rejected') return { type, ...failure };
  if (type !== 'retry') return INVALID;
  const retryAfterMs = 'retryAfterMs' in result ? result.retryAfterMs : undefined;
  return typeof retryAfterMs === 'number'
    ? { type, ...failure, retryAfterMs }
    : { type, ...failure };
}

function textOf(text: unknown): string | undefined {
  return typeof text === 'string' ? escapeControlChars(text) : undefined;
}

function optional(detail: string | undefined): { readonly detail?: string } {
  return detail === undefined ? {} : { detail };
}

const INVALID: Delivery = { type: 'retry', reason: 'the sink did not return a delivery' };

const NO_REASON = 'the sink gave no reason';
