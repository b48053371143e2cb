import { ndjsonLine } from '../../sink/ndjson.js';
import {
  discardDeadLetters,
  listDeadLetters,
  retryDeadLetters,
} from '../../watch/deliver/dead-letters.js';
import { createFolderStore } from '../../watch/state/folder-store.js';
import { defaultStateFolder } from '../../watch/state/state-folder.js';
import type { StateStore } from '../../watch/state/store.js';
import type { MachineContext } from '../context.js';
import { EXIT } from '../exit-code.js';
import type { DeadLettersCommand } from '../flags/dead-letters.js';

/** Shows, or moves, what sinks refused; resolves to the exit code. */
export async function deadLetters(
  { state, sink, action }: DeadLettersCommand,
  context: MachineContext,
): Promise<number> {
  const store = createFolderStore(state ?? defaultStateFolder(context));
  await store.open();
  try {
    if (action === 'list') await list(store, sink, context);
    else if (action === 'retry') {
      context.terminal.err(`Retried at the next start: ${await retryDeadLetters(store, sink)}.`);
    } else {
      context.terminal.err(`Discarded: ${await discardDeadLetters(store, sink)}.`);
    }
  } finally {
    await store.close();
  }
  return EXIT.ok;
}

/** One object a line: the event, and what became of it. */
async function list(
  store: StateStore,
  ofSink: string | undefined,
  { terminal, interruption }: MachineContext,
): Promise<void> {
  let count = 0;
  for await (const { sink, at, reason, attempts, event } of listDeadLetters(store, ofSink)) {
    interruption.signal.throwIfAborted();
    const { at: noticedAt, ...about } = event;
    terminal.out(ndjsonLine({ sink, setAsideAt: at, reason, attempts, ...about, at: noticedAt }));
    count += 1;
  }
  if (count === 0) terminal.err('There are no dead letters.');
}
