// @ts-check
/** @typedef {import('../page-state.js').InstanceState} InstanceState */

const WINDOW_MS = 60_000;
/** Over a shorter time, the rate could be 0 between two sweeps. */
const LEAST_MS = 30_000;

/**
 * Keeps recent call counts, to compute the actual rate.
 */
export class RateMeter {
  /** @type {{ at: number, counts: Map<string, { sent: number, throttled: number }> }[]} */
  #samples = [];

  /**
   * @param {number} at
   * @param {readonly InstanceState[]} instances
   */
  add(at, instances) {
    const counts = new Map(
      instances.map(({ name, sent, throttled }) => [name, { sent, throttled }]),
    );
    const newest = this.#samples.at(-1)?.counts;
    // If counts are lower than before, the process was restarted.
    const restarted = instances.some(({ name, sent }) => sent < (newest?.get(name)?.sent ?? 0));
    if (restarted) this.#samples = [];
    this.#samples.push({ at, counts });
    // One sample from before the interval is kept, so that the interval is covered.
    while ((this.#samples[1]?.at ?? at) < at - WINDOW_MS) this.#samples.shift();
  }

  /**
   * @param {InstanceState} instance
   * @param {number} now
   * @param {number | undefined} startedAt
   * @returns {{ perSecond: number, throttled: number }} calls a second in the last minute, or since the start
   *   while there are too few samples; and the number of throttled calls in the last minute
   */
  of({ name, sent, throttled }, now, startedAt) {
    const first = this.#samples[0];
    const before = first?.counts.get(name);
    const throttledNow = throttled - (before?.throttled ?? throttled);
    if (first === undefined || before === undefined || now - first.at < LEAST_MS) {
      const sinceStart = Math.max(now - (startedAt ?? now), 1_000);
      return { perSecond: (sent * 1_000) / sinceStart, throttled: throttledNow };
    }
    const perSecond = ((sent - before.sent) * 1_000) / (now - first.at);
    return { perSecond, throttled: throttledNow };
  }
}
