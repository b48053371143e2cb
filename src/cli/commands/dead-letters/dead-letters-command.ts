import { escapeControlChars } from '../../../engine/util/escape-control-chars.js';
import { ndjsonLine } from '../../../engine/events/ndjson.js';
import {
  discardDeadLetters,
  listDeadLetters,
  retryDeadLetters,
} from '../../../watcher/delivery/dead-letters.js';
import { createFolderStore } from '../../../watcher/store/folder/folder-store.js';
import { isUnclaimed } from '../../../watcher/store/folder/format-file.js';
import { defaultStateFolder } from '../../config/state-folder.js';
import type { StateStore } from '../../../watcher/store/store.js';
import type { MachineContext } from '../../context.js';
import { EXIT } from '../../exit-code.js';
import type { DeadLettersCommand } from './dead-letters-flags.js';
import { UsageError } from '../../usage-error.js';

/**
 * Lists, retries or discards dead letters. Resolves to the exit code.
 *
 * @throws {UsageError} when there is no state
 */
export async function deadLetters(
  { state, sink, action }: DeadLettersCommand,
  context: MachineContext,
): Promise<number> {
  const folder = state ?? defaultStateFolder(context);
  // Opening the store would create a state.
  if (await isUnclaimed(folder)) {
    throw new UsageError(
      `There is no state in ${folder}. Name the state folder of a watcher (--state).`,
    );
  }
  const store = createFolderStore(folder);
  await store.open();
  try {
    const count = await ACTIONS[action](store, sink, context);
    const { err } = context.terminal;
    if (count === 0 && (action === 'list' || sink !== undefined)) err(await noneText(store, sink));
    else if (action === 'retry') err(`To be retried at the next start: ${count}.`);
    else if (action === 'discard') err(`Discarded: ${count}.`);
  } finally {
    await store.close();
  }
  return EXIT.ok;
}

/** Each action resolves to the number of dead letters. */
const ACTIONS = { list, retry: retryDeadLetters, discard: discardDeadLetters };

/** Writes one object per line: the event, and its last delivery failure. */
async function list(
  store: StateStore,
  ofSink: string | undefined,
  { terminal, interruption }: MachineContext,
): Promise<number> {
  let count = 0;
  for await (const { sink, at, reason, attempts, event } of listDeadLetters(store, ofSink)) {
    interruption.signal.throwIfAborted();
    const { at: detectedAt, ...rest } = event;
    const failure = { sink, deadLetteredAt: at, reason, attempts };
    terminal.out(ndjsonLine({ ...failure, ...rest, at: detectedAt }));
    count += 1;
  }
  return count;
}

/** The state does not contain the names of all sinks, so the message lists those with dead letters. */
async function noneText(store: StateStore, ofSink: string | undefined): Promise<string> {
  if (ofSink === undefined) return 'There are no dead letters.';
  const sinks = new Set<string>();
  for await (const { sink } of listDeadLetters(store)) sinks.add(escapeControlChars(sink));
  const none = `The sink ${escapeControlChars(ofSink)} has no dead letters.`;
  return sinks.size === 0 ? none : `${none} Sinks with dead letters: ${[...sinks].join(', ')}.`;
}
