import { describeStatus } from './describe.js';
import { eachAlone } from './each-alone.js';
import { sleep } from './sleep.js';
import type { Foresight, Strategy } from './strategy.js';

/** The ceiling that this package has by default, too. */
const CEILING_TPS = 10;

/**
 * The limit for whoever describes: a clairvoyant who knows when each request ends, and asks once,
 * then. It keeps to 10 calls a second, with a burst of half a second's worth, and to what the
 * service will let through, which it knows too.
 *
 * A list page settles up to 100 requests, so where very many end in a short time, somebody who reads
 * lists can be faster than this.
 */
export const limit: Strategy = {
  name: 'limit',
  title: 'limit: clairvoyant, one describe each',
  begin(bench) {
    const client = bench.newClient({ maxAttempts: 1 });
    const turn = turns(bench.foresight);
    return eachAlone(bench, async (ref) => {
      const untilMs = performance.now() + bench.timeoutMs;
      await sleep(bench.foresight.endsAtMs(ref) - performance.now());
      while (performance.now() < untilMs) {
        await turn();
        const status = await describeStatus(client, ref).catch(() => undefined);
        if (status === 'SUCCEEDED' || status === 'FAILED') return status;
      }
      return undefined;
    });
  },
};

/** Turns to call, first come first served, at a rate that is known beforehand. */
function turns({ availableTps }: Foresight): () => Promise<void> {
  const rate = () => Math.min(CEILING_TPS, availableTps(performance.now()));
  let tokens = rate() / 2;
  let filledAtMs = performance.now();
  let queue: Promise<void> = Promise.resolve();

  const refill = () => {
    const nowMs = performance.now();
    const grown = tokens + ((nowMs - filledAtMs) / 1000) * rate();
    tokens = Math.min(Math.max(1, rate() / 2), grown);
    filledAtMs = nowMs;
  };
  const takeTurn = async () => {
    refill();
    while (tokens < 1) {
      // No longer than a second, lest a change of the rate be slept through.
      await sleep(Math.min(1_000, Math.ceil(((1 - tokens) / rate()) * 1000)));
      refill();
    }
    tokens -= 1;
  };
  return () => {
    queue = queue.then(takeTurn);
    return queue;
  };
}
