import type { ClientSession } from '../../engine/polling/client-session.js';
import { addTotals, NO_CALLS, totalsSince, type CallTotals } from './call-totals.js';

/** Adds up the calls of consecutive clients. */
export class CallMeter {
  #ended = NO_CALLS;
  #current: { readonly session: ClientSession; readonly before: CallTotals } | undefined;

  /** Calls through `session` count from now on. */
  begin(session: ClientSession): void {
    const operations = session.poller.operations();
    this.#current = { session, before: { ...NO_CALLS, operations } };
  }

  /** Ends the current session. */
  end(): void {
    this.#ended = this.totals();
    this.#current = undefined;
  }

  totals(): CallTotals {
    if (this.#current === undefined) return this.#ended;
    const { session, before } = this.#current;
    const { operations } = totalsSince(before, {
      ...NO_CALLS,
      operations: session.poller.operations(),
    });
    return addTotals(this.#ended, { calls: session.calls(), operations });
  }
}
