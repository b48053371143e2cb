import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { REQUEST_KINDS } from '../../src/engine/requests/kinds.js';
import { passTimeUntil } from '../support/virtual-time.js';
import { startMany } from '../support/world.js';
import { watchEmulator } from '../watcher/support.js';
import {
  endedIds,
  expectReported,
  HOUR,
  keysOf,
  passHours,
  SECOND,
  stopped,
} from './watch-support.js';

/** The measurements of a watcher that ran for hours. */
export interface WatchedDay {
  readonly started: number;
  /** The number of ended requests that were reported. */
  readonly reported: number;
  /** The maximum number of records in the state, and the number at the end. */
  readonly maxKeys: number;
  readonly keysAtEnd: number;
  /** The growth of the heap in use since the first hour, in bytes. */
  readonly heapGrowth: number;
}

/** Watches a steady number of requests, which AWS deletes after an hour, and expects one report of each. */
export async function watchDay({
  hours,
  perHour,
}: {
  readonly hours: number;
  readonly perHour: number;
}): Promise<WatchedDay> {
  const world = watchEmulator({ retentionMs: HOUR, failureRate: 0.1 });
  await passTimeUntil(world.watcher.start());
  const refs = [];
  let maxKeys = 0;
  let heapAfterAnHour = 0;
  // In batches, because several requests at the same time cost no more calls than one.
  const batches = perHour / 10;
  for (let batch = 0; batch < hours * batches; batch += 1) {
    const kind = REQUEST_KINDS[batch % REQUEST_KINDS.length];
    if (kind === undefined) break;
    refs.push(...startMany(world, 9, { kind, durationMs: 5 * SECOND }));
    refs.push(...startMany(world, 1, { kind, durationMs: SECOND }));
    await passHours(HOUR / batches);
    if (batch === batches) heapAfterAnHour = heapInUse();
    maxKeys = Math.max(maxKeys, (await keysOf(world.store)).length);
  }
  const keysAtEnd = (await keysOf(world.store)).length;
  // Includes the objects of the test itself, a few hundred bytes per request.
  const heapGrowth = heapInUse() - heapAfterAnHour;
  await stopped(world);
  expectReported(refs, world);
  const reported = endedIds(world).length;
  return { started: refs.length, reported, maxKeys, keysAtEnd, heapGrowth };
}

/** The heap in use after garbage collection, in bytes. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed;
}
