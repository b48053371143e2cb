import type { RequestRef } from '../requests/request.js';
import type { CadenceBounds } from './cadence.js';
import type { Observation } from './observation.js';

/** Somebody's interest in one request. Several may have one in the same request. */
export interface Subscription {
  readonly ref: RequestRef;
  readonly bounds: CadenceBounds;
  /** Whether a success needs all its details, which only a describe gives. */
  readonly wantsDetails: boolean;
  /** Receives each look's result. Must not throw. */
  observe(observation: Observation): void;
}

/** A watch that is on. */
export interface SubscriptionHandle {
  /** Asks for a look at once: the last one before a deadline. */
  pollNow(): void;
  /** Ends the interest; what was to be asked for its sake alone is not asked any more. */
  cancel(): void;
}
