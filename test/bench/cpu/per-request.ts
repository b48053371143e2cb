import { createTracker } from 'sso-admin-waiter';
import { median } from '../stats/statistics.js';
import { cpuMsOf, heapInUse } from './cost.js';
import { createEndlessWorld } from './endless.js';

const SIZES = [1_000, 10_000, 100_000];
const RUNS = 3;

/** The cost of tracked requests. */
export interface PerRequest {
  readonly requests: number;
  /** The memory of one tracked request, in bytes, after each was polled once. */
  readonly bytes: number;
  /** The CPU time of a round that polls each once, including that of the SDK, in milliseconds. */
  readonly roundMs: number;
  /** The calls of a round: one per page of 100. */
  readonly pages: number;
}

/** Memory and CPU of tracking requests that do not end. */
export async function measurePerRequest(): Promise<readonly PerRequest[]> {
  const measured: PerRequest[] = [];
  for (const requests of SIZES) measured.push(await measureSize(requests));
  return measured;
}

/** The medians of a few runs, after a warm-up run, because compiled code uses memory too. */
async function measureSize(requests: number): Promise<PerRequest> {
  const runs: PerRequest[] = [];
  for (let run = 0; run <= RUNS; run += 1) {
    const result = await trackMany(requests);
    if (run > 0) runs.push(result);
  }
  return {
    requests,
    pages: Math.ceil(requests / 100),
    bytes: median(runs.map(({ bytes }) => bytes)),
    roundMs: median(runs.map(({ roundMs }) => roundMs)),
  };
}

async function trackMany(requests: number): Promise<PerRequest> {
  const world = createEndlessWorld(requests);
  const pages = Math.ceil(requests / 100);
  const before = await heapInUse();
  const tracker = createTracker({ client: world.client, timeoutMs: 365 * 24 * 3_600_000 });
  for (const ref of world.refs) tracker.track(ref);
  await world.passCalls(pages);
  const bytes = ((await heapInUse()) - before) / requests;
  const roundMs = await cpuMsOf(() => world.passCalls(pages));
  tracker.stop();
  return { requests, bytes, roundMs, pages };
}
