import { Bucket } from './bucket.js';
import { describeStatus } from './describe.js';
import { eachAlone } from './each-alone.js';
import { sleep } from './sleep.js';
import type { Foresight, Strategy } from './strategy.js';

/** The same ceiling and burst as the defaults of this package. */
const OWN_RATE = { perSecond: 10, burst: 5 };

/**
 * The best result that describes can have: it knows when each request ends, and describes it once, then.
 * It makes at most 10 calls a second, with a burst of half a second, and knows the rate that the service
 * allows.
 *
 * One list page shows up to 100 requests. So if many requests end in a short time, or the service allows
 * few calls, a strategy that reads lists can be faster.
 */
export const limit: Strategy = {
  name: 'limit',
  title: 'limit: clairvoyant, one describe each',
  begin(bench) {
    const client = bench.newClient({ maxAttempts: 1 });
    const acquire = rateLimiter(bench.foresight);
    return eachAlone(bench, async (ref) => {
      const untilMs = performance.now() + bench.timeoutMs;
      await sleep(bench.foresight.endsAtMs(ref) - performance.now());
      while (performance.now() < untilMs) {
        await acquire();
        const status = await describeStatus(client, ref).catch(() => undefined);
        if (status === 'SUCCEEDED' || status === 'FAILED') return status;
      }
      return undefined;
    });
  },
};

/** A rate limiter that serves calls in order. */
function rateLimiter({ rateAt }: Foresight): () => Promise<void> {
  const nowMs = performance.now();
  const buckets = [new Bucket(() => OWN_RATE, nowMs), new Bucket(rateAt, nowMs)];
  const pauseMs = () => Math.max(...buckets.map((each) => each.untilTokenMs(performance.now())));
  let queue: Promise<void> = Promise.resolve();

  const takeToken = async () => {
    for (let ms = pauseMs(); ms > 0; ms = pauseMs()) {
      // At most a second, because the rate can change.
      await sleep(Math.min(1_000, Math.ceil(ms)));
    }
    for (const bucket of buckets) bucket.take();
  };
  return () => {
    queue = queue.then(takeToken);
    return queue;
  };
}
