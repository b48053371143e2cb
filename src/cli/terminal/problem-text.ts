import type { TrackerEvent } from '../../engine/events/tracker-events.js';
import { escapeControlChars } from '../../engine/util/escape-control-chars.js';

/** Why calls fail at the moment; `undefined` if they do not. */
export type Problem =
  | { readonly type: 'throttled' | 'failing'; /** In words. */ readonly text: string }
  | undefined;

/**
 * The problem after an event. Throttling and failed calls come in bursts, of which people want to know the
 * beginning, the reason and the end.
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
    // The SDK adds a second line about a hidden field, which helps only in a debugger.
    const [message = ''] = event.message.split('\n');
    return { type: 'failing', text: `calls fail, retrying: ${escapeControlChars(message)}` };
  }
  return before;
}

/** A rate in words: `7.5 calls/s`. */
export function perSecond(rate: number): string {
  return `${Number(rate.toFixed(rate < 1 ? 2 : 1))} calls/s`;
}
