import type { Refusal } from './sink.js';

/** A refusal without what goes with it. */
export function refusalOf({ reason, detail }: Refusal): Refusal {
  return detail === undefined ? { reason } : { reason, detail };
}

/** All that is known of a refusal, for whoever looks it up. */
export function refusalText({ reason, detail }: Refusal): string {
  return detail === undefined ? reason : `${reason}: ${detail}`;
}
