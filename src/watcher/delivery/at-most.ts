import { sleep } from '../../engine/util/abortable.js';

/** Resolves when `promise` has settled, or after `limitMs`; never rejects. */
export async function atMost(limitMs: number, promise: Promise<unknown>): Promise<void> {
  const timer = new AbortController();
  const limit = sleep(limitMs, timer.signal);
  await Promise.race([promise, limit]).catch(() => undefined);
  timer.abort();
}
