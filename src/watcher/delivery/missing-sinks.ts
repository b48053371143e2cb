import { wallClock } from '../../engine/util/clock.js';
import type { WriteBatcher } from '../store/write-batcher.js';
import { outboxesPrefix, outboxPrefix, sinkOfKey, putDead } from '../store/records.js';
import { entryPages } from '../store/entry-pages.js';
import { readEvent } from '../store/read-records.js';
import type { StateChange, StateEntry, StateStore } from '../store/store.js';

/** A sink that has events in the state but is no longer configured. */
export interface MissingSink {
  readonly sink: string;
  /** The number of events that are pending in case it is configured again. */
  readonly pending: number;
  /** The number of events that had expired and are now dead letters. */
  readonly deadLettered: number;
}

/**
 * Finds the outboxes of sinks that are not configured, and dead-letters their expired events, which would
 * otherwise stay forever.
 *
 * @param names the names of the configured sinks
 * @throws {StateError} when a record is invalid
 */
export async function* findMissingSinks(
  state: { readonly store: StateStore; readonly batcher: WriteBatcher },
  names: ReadonlySet<string>,
  maxDeliveryAgeMs: number,
): AsyncGenerator<MissingSink, void, void> {
  for await (const sink of sinksWithOutbox(state.store)) {
    if (names.has(sink)) continue;
    let [pending, deadLettered] = [0, 0];
    for await (const entries of entryPages(state.store, outboxPrefix(sink))) {
      const old = entries.filter((entry) => isOld(entry, maxDeliveryAgeMs));
      await state.batcher.commit(old.flatMap((entry) => deadLetterChanges(sink, entry)));
      deadLettered += old.length;
      pending += entries.length - old.length;
    }
    yield { sink, pending, deadLettered };
  }
}

async function* sinksWithOutbox(store: StateStore): AsyncGenerator<string, void, void> {
  const prefix = outboxesPrefix('');
  let after = prefix;
  for (;;) {
    const [first] = await store.list({ prefix, after, limit: 1 });
    if (first === undefined) return;
    const sink = sinkOfKey(first.key);
    yield sink;
    // Numbers follow the prefix, and none sorts after this.
    after = `${outboxPrefix(sink)}~`;
  }
}

function isOld(entry: StateEntry, maxDeliveryAgeMs: number): boolean {
  return wallClock().getTime() - readEvent(entry).at.getTime() >= maxDeliveryAgeMs;
}

function deadLetterChanges(sink: string, entry: StateEntry): readonly StateChange[] {
  const reason = 'the sink is no longer configured';
  const failure = { reason, attempts: 0, atMs: wallClock().getTime() };
  return [{ type: 'delete', key: entry.key }, putDead(sink, readEvent(entry), failure)];
}
