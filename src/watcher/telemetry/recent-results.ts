import type { TerminalRequestEvent } from '../request-event.js';

/** Maximum number of results, and how many failures are kept at least. */
const MAX = 200;
const MIN_FAILURES = 50;

/** The most recent results, for displays. Failures are kept longer than successes. */
export class RecentResults {
  #events: readonly TerminalRequestEvent[] = [];

  /** Newest first. */
  get all(): readonly TerminalRequestEvent[] {
    return this.#events;
  }

  add(event: TerminalRequestEvent): void {
    const events = [event, ...this.#events];
    if (events.length > MAX) {
      const failures = events.filter(({ type }) => type === 'failed').length;
      const mayDrop = failures > MIN_FAILURES ? ['failed', 'succeeded'] : ['succeeded'];
      const drop = events.findLastIndex(({ type }) => mayDrop.includes(type));
      events.splice(drop, 1);
    }
    this.#events = events;
  }
}
