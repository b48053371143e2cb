import { Bucket } from './bucket.js';
import { describeStatus } from './describe.js';
import { eachAlone } from './each-alone.js';
import { sleep } from './sleep.js';
import type { Foresight, Strategy } from './strategy.js';

/** The ceiling and burst that this package has by default, too. */
const OWN_RATE = { perSecond: 10, burst: 5 };

/**
 * The limit for whoever describes: a clairvoyant who knows when each request ends, and asks once,
 * then. It keeps to 10 calls a second, with a burst of half a second's worth, and to what the
 * service will let through, which it knows too.
 *
 * A list page tells of up to 100 requests, so where many end in a short time, or few calls are let
 * through, somebody who reads lists can be faster than this.
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

/** Turns to call, first come first served. */
function turns({ rateAt }: Foresight): () => Promise<void> {
  const nowMs = performance.now();
  const buckets = [new Bucket(() => OWN_RATE, nowMs), new Bucket(rateAt, nowMs)];
  const pauseMs = () => Math.max(...buckets.map((each) => each.untilTokenMs(performance.now())));
  let queue: Promise<void> = Promise.resolve();

  const takeTurn = async () => {
    for (let ms = pauseMs(); ms > 0; ms = pauseMs()) {
      // No longer than a second, lest a change of the rate be slept through.
      await sleep(Math.min(1_000, Math.ceil(ms)));
    }
    for (const bucket of buckets) bucket.take();
  };
  return () => {
    queue = queue.then(takeTurn);
    return queue;
  };
}
