import type { Entry } from './entry.js';
import type { ActiveWatch, Watch } from './watch.js';

/** Who looks at entries. */
export interface EntryKeeper {
  /** Looks at once. */
  lookNow(entry: Entry): void;
  /** Ends a watch, and with the last one the interest in the request. */
  leave(entry: Entry, watch: Watch): void;
}

/** A watch that is on: an object for each of very many, so it holds no closures. */
export class EntryWatch implements ActiveWatch {
  readonly #keeper: EntryKeeper;
  readonly #entry: Entry;
  readonly #watch: Watch;

  constructor(keeper: EntryKeeper, entry: Entry, watch: Watch) {
    this.#keeper = keeper;
    this.#entry = entry;
    this.#watch = watch;
  }

  lookNow(): void {
    this.#keeper.lookNow(this.#entry);
  }

  cancel(): void {
    this.#keeper.leave(this.#entry, this.#watch);
  }
}
