import type { TrackerEvent } from '../../engine/events/tracker-events.js';
import { escapeControlChars } from '../../engine/util/escape-control-chars.js';

/** The current problem with calls; `undefined` if there is none. */
export type Problem = { readonly type: 'throttled' | 'failing'; readonly text: string } | undefined;

/**
 * The problem after an event. Throttling and failed calls come in bursts. Only the beginning, the reason and
 * the end of a burst are of interest.
 */
export function problemAfter(event: TrackerEvent, before: Problem): Problem {
  if (event.type === 'recovered') return undefined;
  if (event.type === 'throttled') {
    return {
      type: 'throttled',
      text: `throttled, slowing down to ${perSecond(event.ratePerSecond)}`,
    };
  }
  if (event.type === 'poll-failed' && event.retryable) {
    // The SDK adds a second line about a hidden field, which is useful only in a debugger.
    const [message = ''] = event.message.split('\n');
    return { type: 'failing', text: `calls are failing, retrying: ${escapeControlChars(message)}` };
  }
  return before;
}

/** Formats a rate: `7.5 calls/s`. */
export function perSecond(rate: number): string {
  return `${Number(rate.toFixed(rate < 1 ? 2 : 1))} calls/s`;
}
