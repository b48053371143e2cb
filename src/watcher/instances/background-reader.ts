import { CallError } from '../../engine/calls/call-error.js';
import { sleep } from '../../engine/util/abortable.js';

/**
 * The pause between two pages of the background passes of all kinds of an instance. Together with a sweep
 * of each kind every 30 s this is fewer than 0.2 calls a second, and reads 24,000 entries an hour.
 */
const DELAY_MS = 15_000;

/** The pause if the top of each list shows all new requests, so that the passes are only a safeguard. */
const AUDIT_DELAY_MS = 60_000;

/** The pause while the first pass covers a time in which no watcher ran. */
const CATCHING_UP_DELAY_MS = 500;

/** The pause between two checks whether there is anything to read. */
const IDLE_DELAY_MS = 5_000;

/** A list that is read in the background. */
export interface BackgroundReader {
  readonly needsBackground: boolean;
  readonly dependsOnBackground: boolean;
  readonly isCatchingUp: boolean;
  readonly backgroundPasses: number;
  /** Reads the next part. @returns how many pages it read. Rejects with `CallError`. */
  readBackground(signal: AbortSignal): Promise<number>;
}

/**
 * Reads the lists of an instance that need it in the background, one after the other, one page at a time,
 * until `signal` is aborted. Faults are ignored here, because the sweeps report them.
 */
export async function readInBackground(
  lists: readonly BackgroundReader[],
  signal: AbortSignal,
): Promise<void> {
  let current: BackgroundReader | undefined;
  let pages = 1;
  for (;;) {
    if (!current?.needsBackground) current = nextOf(lists, current);
    if (current === undefined) {
      await sleep(IDLE_DELAY_MS, signal);
      continue;
    }
    await sleep(pages * pauseOf(lists, current), signal);
    const passes = current.backgroundPasses;
    pages = await readSome(current, signal);
    if (current.backgroundPasses > passes) current = nextOf(lists, current);
  }
}

/** @returns how many pages that took, at least 1 */
async function readSome(list: BackgroundReader, signal: AbortSignal): Promise<number> {
  try {
    return Math.max(1, await list.readBackground(signal));
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    return 1;
  }
}

/** Lists take turns as a whole, so that each is read to its end within the time that all take. */
function nextOf(
  lists: readonly BackgroundReader[],
  current: BackgroundReader | undefined,
): BackgroundReader | undefined {
  const from = current === undefined ? 0 : lists.indexOf(current) + 1;
  const inTurn = [...lists.slice(from), ...lists.slice(0, from)];
  return inTurn.find((list) => list.needsBackground);
}

function pauseOf(lists: readonly BackgroundReader[], current: BackgroundReader): number {
  if (current.isCatchingUp) return CATCHING_UP_DELAY_MS;
  return lists.some((list) => list.dependsOnBackground) ? DELAY_MS : AUDIT_DELAY_MS;
}
