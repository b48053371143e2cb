import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { REQUEST_KINDS } from '../../src/engine/requests/kinds.js';
import { passTimeUntil } from '../support/virtual-time.js';
import { startMany } from '../support/world.js';
import { watchEmulator } from '../watcher/support.js';
import { endedIds, expectTold, HOUR, keysOf, passHours, SECOND, stopped } from './watch-support.js';

/** What was seen of a watcher that ran for long. */
export interface WatchedDay {
  readonly started: number;
  /** Ends that were delivered. */
  readonly told: number;
  /** Entries of the state, at the most and after the last. */
  readonly mostKeys: number;
  readonly keysAtEnd: number;
  /** How much more of the heap was in use in the end than after the first hour, in bytes. */
  readonly heapGrowth: number;
}

/** Watches steadily many requests, which the service forgets after an hour, each told once. */
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
  let mostKeys = 0;
  let heapAfterAnHour = 0;
  // In batches, since a few requests together cost no more than one.
  const batches = perHour / 10;
  for (let batch = 0; batch < hours * batches; batch += 1) {
    const kind = REQUEST_KINDS[batch % REQUEST_KINDS.length];
    if (kind === undefined) break;
    refs.push(...startMany(world, 9, { kind, durationMs: 5 * SECOND }));
    refs.push(...startMany(world, 1, { kind, durationMs: SECOND }));
    await passHours(HOUR / batches);
    if (batch === batches) heapAfterAnHour = heapInUse();
    mostKeys = Math.max(mostKeys, (await keysOf(world.store)).length);
  }
  const keysAtEnd = (await keysOf(world.store)).length;
  // What the test itself keeps counts too; a few hundred bytes for each request.
  const heapGrowth = heapInUse() - heapAfterAnHour;
  await stopped(world);
  expectTold(refs, world);
  const told = endedIds(world).length;
  return { started: refs.length, told, mostKeys, keysAtEnd, heapGrowth };
}

/** Without what is garbage. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed;
}
