import {
  deadLettersPrefix,
  deadPrefix,
  outboxPrefix,
  sinkOfKey,
  putOutbox,
} from '../store/records.js';
import { entryPages } from '../store/entry-pages.js';
import { readDead, type DeadRecord } from '../store/read-records.js';
import type { StateChange, StateEntry, StateStore } from '../store/store.js';

/** An event that a sink rejected, or that expired. */
export interface DeadLetter extends DeadRecord {
  readonly sink: string;
}

/**
 * The dead letters in an open store, by sink, oldest first.
 *
 * @param sink only those of this sink; default: all
 * @throws {StateError} when a record is invalid
 */
export async function* listDeadLetters(
  store: StateStore,
  sink?: string,
): AsyncGenerator<DeadLetter, void, void> {
  for await (const entries of entryPages(store, prefixOf(sink))) {
    for (const entry of entries) yield letterOf(entry);
  }
}

/**
 * Returns dead letters to their outboxes. They are delivered after the next start.
 *
 * @returns how many
 */
export async function retryDeadLetters(store: StateStore, sink?: string): Promise<number> {
  const numbers = new Map<string, number>();
  return removeEach(store, sink, async (entry) => {
    const { sink: name, event } = letterOf(entry);
    const number = (numbers.get(name) ?? (await lastNumber(store, name))) + 1;
    numbers.set(name, number);
    return [putOutbox(name, number, event)];
  });
}

/** Deletes dead letters. @returns how many */
export function discardDeadLetters(store: StateStore, sink?: string): Promise<number> {
  return removeEach(store, sink, () => Promise.resolve([]));
}

async function removeEach(
  store: StateStore,
  sink: string | undefined,
  changesFor: (entry: StateEntry) => Promise<readonly StateChange[]>,
): Promise<number> {
  let count = 0;
  for await (const entries of entryPages(store, prefixOf(sink))) {
    const changes: StateChange[] = [];
    for (const entry of entries) {
      changes.push(...(await changesFor(entry)), { type: 'delete', key: entry.key });
    }
    await store.write(changes);
    count += entries.length;
  }
  return count;
}

async function lastNumber(store: StateStore, sink: string): Promise<number> {
  const prefix = outboxPrefix(sink);
  let last = 0;
  for await (const entries of entryPages(store, prefix)) {
    last = Number(entries.at(-1)?.key.slice(prefix.length) ?? last);
  }
  return last;
}

function prefixOf(sink: string | undefined): string {
  return sink === undefined ? deadLettersPrefix() : deadPrefix(sink);
}

function letterOf(entry: StateEntry): DeadLetter {
  return { sink: sinkOfKey(entry.key), ...readDead(entry) };
}
