import type { ClientSession } from '../../engine/polling/client-session.js';
import { addTotals, NO_CALLS, totalsSince, type CallTotals } from './call-totals.js';

/** Adds up the calls of one client after the other. */
export class CallMeter {
  #ended = NO_CALLS;
  #current: { readonly use: ClientSession; readonly before: CallTotals } | undefined;

  /** Calls through `use` count from now on. */
  begin(use: ClientSession): void {
    const operations = use.poller.operations();
    this.#current = { use, before: { ...NO_CALLS, operations } };
  }

  /** No more calls are made through it. */
  end(): void {
    this.#ended = this.totals();
    this.#current = undefined;
  }

  totals(): CallTotals {
    if (this.#current === undefined) return this.#ended;
    const { use, before } = this.#current;
    const { operations } = totalsSince(before, {
      ...NO_CALLS,
      operations: use.poller.operations(),
    });
    return addTotals(this.#ended, { calls: use.calls(), operations });
  }
}
