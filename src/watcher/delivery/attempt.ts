import { orAborted } from '../../engine/util/abortable.js';
import { escapeControlChars } from '../../engine/util/escape-control-chars.js';
import type { RequestEvent } from '../request-event.js';
import type { Attempt, Delivery, Sink } from './sink.js';

/**
 * Makes one attempt to deliver an event. Ends when the signal is aborted, whatever the sink does.
 *
 * @returns what the sink answered, fit to be shown; `retry` for what it threw, and for what is no answer
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
    return { type: 'retry', reason: 'the sink threw an error', ...given(detail) };
  }
}

/** Sinks are written by users too, and not all of them in TypeScript. */
function checked(answer: unknown): Delivery {
  if (typeof answer !== 'object' || answer === null || !('type' in answer)) {
    return { type: 'retry', reason: 'the sink did not answer with a delivery' };
  }
  const { type } = answer;
  if (type === 'delivered') return { type };
  const reason = ('reason' in answer ? textOf(answer.reason) : undefined) ?? NO_REASON;
  const refusal = { reason, ...given('detail' in answer ? textOf(answer.detail) : undefined) };
  if (type === 'rejected') return { type, ...refusal };
  if (type !== 'retry') return { type: 'retry', reason: 'the sink did not answer with a delivery' };
  const retryAfterMs = 'retryAfterMs' in answer ? answer.retryAfterMs : undefined;
  return typeof retryAfterMs === 'number'
    ? { type, ...refusal, retryAfterMs }
    : { type, ...refusal };
}

function textOf(text: unknown): string | undefined {
  return typeof text === 'string' ? escapeControlChars(text) : undefined;
}

function given(detail: string | undefined): { readonly detail?: string } {
  return detail === undefined ? {} : { detail };
}

const NO_REASON = 'the sink gave no reason';
