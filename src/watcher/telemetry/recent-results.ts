import type { TerminalRequestEvent } from '../request-event.js';

/** So many are remembered, and of these at least so many failures. */
const MOST = 200;
const FAILURES = 50;

/** The requests that ended last, for displays; failures stay longer, since they matter more. */
export class Recent {
  #events: readonly TerminalRequestEvent[] = [];

  /** Newest first. */
  get all(): readonly TerminalRequestEvent[] {
    return this.#events;
  }

  add(event: TerminalRequestEvent): void {
    const events = [event, ...this.#events];
    if (events.length > MOST) {
      const failures = events.filter(({ type }) => type === 'failed').length;
      const mayDrop = failures > FAILURES ? ['failed', 'succeeded'] : ['succeeded'];
      const drop = events.findLastIndex(({ type }) => mayDrop.includes(type));
      events.splice(drop, 1);
    }
    this.#events = events;
  }
}
