import type { Entry } from './entry.js';
import type { SubscriptionHandle, Subscription } from './subscription.js';

/** Who looks at entries. */
export interface EntryKeeper {
  /** Looks at once. */
  pollNow(entry: Entry): void;
  /** Ends a watch, and with the last one the interest in the request. */
  leave(entry: Entry, watch: Subscription): void;
}

/** A watch that is on: an object for each of very many, so it holds no closures. */
export class EntrySubscription implements SubscriptionHandle {
  readonly #keeper: EntryKeeper;
  readonly #entry: Entry;
  readonly #watch: Subscription;

  constructor(keeper: EntryKeeper, entry: Entry, watch: Subscription) {
    this.#keeper = keeper;
    this.#entry = entry;
    this.#watch = watch;
  }

  pollNow(): void {
    this.#keeper.pollNow(this.#entry);
  }

  cancel(): void {
    this.#keeper.leave(this.#entry, this.#watch);
  }
}
