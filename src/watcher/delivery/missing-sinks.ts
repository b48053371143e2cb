import { wallClock } from '../../engine/util/clock.js';
import type { WriteBatcher } from '../store/write-batcher.js';
import { outboxesPrefix, outboxPrefix, sinkOfKey } from '../store/record-keys.js';
import { putDead } from '../store/records.js';
import { entryPages } from '../store/entry-pages.js';
import { readEvent } from '../store/read-records.js';
import type { StateChange, StateEntry, StateStore } from '../store/store.js';

/** What the state holds for a sink that there is no more. */
export interface MissingSink {
  readonly sink: string;
  /** How many events wait for it to come back. */
  readonly waiting: number;
  /** How many were too old, and are dead letters now. */
  readonly setAside: number;
}

/**
 * Looks through the outboxes of sinks that are not among those configured, and sets aside what is in
 * them and too old: nobody else would, and it would stay for ever.
 *
 * @param names of the sinks that are configured
 * @throws {StateError} when an entry is not what a watcher writes
 */
export async function* findMissingSinks(
  state: { readonly store: StateStore; readonly journal: WriteBatcher },
  names: ReadonlySet<string>,
  maxDeliveryAgeMs: number,
): AsyncGenerator<MissingSink, void, void> {
  for await (const sink of sinksWithOutbox(state.store)) {
    if (names.has(sink)) continue;
    let [waiting, setAside] = [0, 0];
    for await (const entries of entryPages(state.store, outboxPrefix(sink))) {
      const old = entries.filter((entry) => isOld(entry, maxDeliveryAgeMs));
      await state.journal.commit(old.flatMap((entry) => setAsideChanges(sink, entry)));
      setAside += old.length;
      waiting += entries.length - old.length;
    }
    yield { sink, waiting, setAside };
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
    // Numbers follow, and no number is after this.
    after = `${outboxPrefix(sink)}~`;
  }
}

function isOld(entry: StateEntry, maxDeliveryAgeMs: number): boolean {
  return wallClock().getTime() - readEvent(entry).at.getTime() >= maxDeliveryAgeMs;
}

function setAsideChanges(sink: string, entry: StateEntry): readonly StateChange[] {
  const reason = 'the sink is not configured any more';
  const verdict = { reason, attempts: 0, atMs: wallClock().getTime() };
  return [{ type: 'delete', key: entry.key }, putDead(sink, readEvent(entry), verdict)];
}
